module labelled

go 1.27
