package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"sync"
)

var tiny [64][64]*uint64

// waitForReader takes what the collector always takes for alive away from what is measured: of each
// P the block of 16 bytes that small objects without pointers share.
func waitForReader() {
	var all sync.WaitGroup
	for i := range tiny {
		all.Add(1)
		go func() {
			defer all.Done()
			for k := range tiny[i] {
				tiny[i][k] = new(uint64)
			}
			runtime.Gosched()
		}()
	}
	all.Wait()
	fmt.Println("ready")
	bufio.NewReader(os.Stdin).ReadString('\n')
}
