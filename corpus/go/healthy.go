package main

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"sync"
	"time"
)

func init() {
	cases["healthy-proxy"] = proxy
	cases["healthy-logging"] = logging
	cases["healthy-generators"] = generators
	cases["healthy-waiting-workers"] = waitingWorkers
}

func serve(handler http.Handler) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(listener, handler)
	return listener.Addr().String()
}

// proxy passes requests on to a server that takes its time for each.
func proxy() {
	origin := serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(5 * time.Millisecond)
		io.WriteString(w, "ok")
	}))
	front := serve(httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: origin}))
	for range 40 {
		go func() {
			for {
				if resp, err := http.Get("http://" + front + "/"); err == nil {
					io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
				}
			}
		}()
	}
}

// logging writes from many goroutines to a file that takes it all.
func logging() {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		panic(err)
	}
	logger := log.New(null, "", log.LstdFlags)
	for range 20 {
		go func() {
			for {
				logger.Println("served", time.Now())
			}
		}()
	}
}

type source struct {
	next chan int
	stop chan struct{}
}

// generate offers the next number until somebody takes it.
func (s *source) generate() {
	for n := 0; ; n++ {
		s.next <- n
	}
}

// generators hand out numbers now and then.
func generators() {
	for range 4 {
		s := &source{next: make(chan int), stop: make(chan struct{})}
		go s.generate()
		<-s.next
	}
}

type jobs struct {
	todo []func()
	mu   sync.Mutex
	cond *sync.Cond
}

func (j *jobs) run() {
	for {
		j.mu.Lock()
		for len(j.todo) == 0 {
			j.cond.Wait()
		}
		job := j.todo[0]
		j.todo = j.todo[1:]
		j.mu.Unlock()
		job()
	}
}

// waitingWorkers wait at a condition for work, and their starter for them.
func waitingWorkers() {
	j := &jobs{}
	j.cond = sync.NewCond(&j.mu)
	var all sync.WaitGroup
	for range 6 {
		all.Add(1)
		go func() { defer all.Done(); j.run() }()
	}
	all.Wait()
}
