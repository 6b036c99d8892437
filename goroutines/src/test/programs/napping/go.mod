module example.com/napping

go 1.18
