module queues

go 1.19
