"""The brief: the inverse of reading. Sentences made from measures of a cube, each figure of which holds."""
