module closed

go 1.19
