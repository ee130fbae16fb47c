"""Results in, blocks out: the house style, the words, and each subject's figures, tables and findings."""
