"""Every question orgdb answers, as short SQL over the public views; answers are frozen rows."""
