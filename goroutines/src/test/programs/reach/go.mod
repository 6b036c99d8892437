module reach

go 1.19
