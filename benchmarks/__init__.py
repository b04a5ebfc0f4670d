"""What the speed figures in the README are measured with; never part of the tests."""
