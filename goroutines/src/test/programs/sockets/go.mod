module sockets

go 1.19
