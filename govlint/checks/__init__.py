"""The check kinds, one file each; every module holds its `KIND`. They do not know each other, nor any rule."""
