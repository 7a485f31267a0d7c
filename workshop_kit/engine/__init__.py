"""Notebooks at speed: each in a process forked from one that has everything loaded.

`forked` is a papermill engine that runs a notebook's cells in such a process. `Workers` is an
executor whose processes are forked from it too. A chart is drawn by processes that do nothing else.
Where there is no fork, or a notebook wants another kernel, papermill's own engine runs it.
"""
