// Runs one library as healthy programs do, and says "ready". With LOAD in its environment it has work to do, otherwise it
// waits for some. SIGUSR1 makes it write profiles with debug=2 and debug=1.
package main

import (
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
	"time"
)

var cases = map[string]func(){}
var load = os.Getenv("LOAD") != ""
var keep []any

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
func check(err error) {
	if err != nil {
		panic(err)
	}
}
func work(d time.Duration) {
	x := 0.0
	for end := time.Now().Add(d); time.Now().Before(end); {
		for range 1000 {
			x += math.Sin(x)
		}
	}
	keep0 = x
}

var keep0 float64

func loop(n int, f func()) {
	if !load {
		n = 0
	}
	for range n {
		go func() {
			for {
				f()
			}
		}()
	}
}
func listen() net.Listener { return must(net.Listen("tcp", "127.0.0.1:0")) }
func get(url string) {
	resp, err := http.Get(url)
	if err == nil {
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	} else {
		fmt.Fprintln(os.Stderr, err)
		time.Sleep(time.Second)
	}
}

func main() {
	if len(os.Args) < 2 {
		for c := range cases {
			fmt.Println(c)
		}
		return
	}
	wanted := make(chan os.Signal, 1)
	signal.Notify(wanted, syscall.SIGUSR1)
	go cases[os.Args[1]]()
	time.Sleep(2500 * time.Millisecond)
	fmt.Println("ready")
	<-wanted
	f := must(os.Create(os.Args[2]))
	pprof.Lookup("goroutine").WriteTo(f, 2)
	f.Close()
	f = must(os.Create(os.Args[2] + "1"))
	pprof.Lookup("goroutine").WriteTo(f, 1)
	f.Close()
	fmt.Println("written")
	<-wanted
}
