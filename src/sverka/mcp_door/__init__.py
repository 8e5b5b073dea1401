"""The door for assistants: requests of the Model Context Protocol, answered by the functions that every door shares."""
