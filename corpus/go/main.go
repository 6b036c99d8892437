// Gets stuck in the way that its argument names, among goroutines that have nothing to do with it,
// and says "stuck" once it is. SIGUSR1 makes it write a debug=2 profile to standard output.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
	"time"
)

var cases = map[string]func(){}

func main() {
	stuck, known := cases[os.Args[1]]
	if !known {
		fmt.Fprintln(os.Stderr, "no such case:", os.Args[1])
		os.Exit(2)
	}
	bystanders()
	go stuck()
	time.Sleep(1500 * time.Millisecond)
	fmt.Println("stuck")
	wanted := make(chan os.Signal, 1)
	signal.Notify(wanted, syscall.SIGUSR1)
	<-wanted
	pprof.Lookup("goroutine").WriteTo(os.Stdout, 2)
	fmt.Println("written")
	select {}
}

// bystanders does what most servers do beside their work.
func bystanders() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(listener, http.NotFoundHandler())
	for range 3 {
		resp, err := http.Get("http://" + listener.Addr().String() + "/")
		if err == nil {
			resp.Body.Close()
		}
	}
	jobs := make(chan func())
	for range 4 {
		go worker(jobs)
	}
	go flush(time.NewTicker(time.Hour))
}

func worker(jobs <-chan func()) {
	for job := range jobs {
		job()
	}
}

func flush(ticker *time.Ticker) {
	for range ticker.C {
	}
}
