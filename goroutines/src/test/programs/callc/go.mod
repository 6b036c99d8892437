module callc

go 1.19
