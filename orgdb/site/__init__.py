"""The database as pages: read once, put into words, written as a folder or served one by one."""
