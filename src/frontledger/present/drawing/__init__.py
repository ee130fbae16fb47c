"""The house style of figures and the helpers charts are drawn with."""
