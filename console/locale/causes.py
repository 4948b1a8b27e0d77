"""What an operating system says of a file or a connection, by its symbolic name."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = under(
    "errno",
    {
        "EACCES": ("没有权限", "no permission"),
        "EPERM": ("系统不允许", "the system does not allow it"),
        "ENOENT": ("没有这个文件或目录", "no such file or folder"),
        "EEXIST": ("已经有这个文件", "it is there already"),
        "EISDIR": ("这是目录，不是文件", "it is a folder, not a file"),
        "ENOTDIR": ("路径里有一段不是目录", "part of the path is no folder"),
        "ENOTEMPTY": ("目录不是空的", "the folder is not empty"),
        "ENAMETOOLONG": ("文件名太长", "the name is too long"),
        "ELOOP": ("是符号链接，或链接绕成了圈", "it is a symbolic link, or links go round in circles"),
        "ENOSPC": ("磁盘满了", "the disk is full"),
        "EDQUOT": ("磁盘配额用完了", "the disk quota is used up"),
        "EROFS": ("文件系统是只读的", "the file system is read-only"),
        "EFBIG": ("文件太大", "the file is too large"),
        "EIO": ("磁盘读写出错", "the disk failed"),
        "EBUSY": ("正被占用", "it is in use"),
        "ETXTBSY": ("正被占用", "it is in use"),
        "EMFILE": ("打开的文件太多", "too many files are open"),
        "ENFILE": ("打开的文件太多", "too many files are open"),
        "ENOMEM": ("内存不够", "there is not enough memory"),
        "EBADF": ("描述符没有打开", "the descriptor is not open"),
        "EINVAL": ("系统说参数不对", "the system calls it invalid"),
        "EPIPE": ("对方已经断开", "the other side hung up"),
        "ECONNREFUSED": ("对方没有接听", "nobody answers there"),
        "ECONNRESET": ("对方断开了连接", "the other side broke the connection"),
        "ETIMEDOUT": ("等得太久，没有回应", "there was no answer in time"),
        "EADDRINUSE": ("地址已被占用", "the address is in use"),
        "other": ("系统错误 {number}", "system error {number}"),
    },
)
"""Keys `errno.<NAME>`; `other` for those that have no words of their own."""
