// What servers do with the standard library alone.

package main

import (
	"bufio"
	"context"
	"crypto/tls"
	_ "expvar"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	_ "net/http/pprof"
	"net/rpc"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"time"
)

func init() {
	cases["nethttp"] = nethttp
	cases["http2"] = http2
	cases["std"] = std
	cases["rpc"] = netrpc
}

func nethttp() {
	ln := listen()
	srv := &http.Server{ReadTimeout: time.Minute, IdleTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/sse":
			w.WriteHeader(200)
			w.(http.Flusher).Flush()
			t := time.NewTicker(time.Second)
			for {
				select {
				case <-r.Context().Done():
					return
				case <-t.C:
					io.WriteString(w, "data: x\n\n")
					w.(http.Flusher).Flush()
				}
			}
		case "/hijack":
			c, rw, _ := w.(http.Hijacker).Hijack()
			c.Write([]byte("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"))
			for {
				b, err := rw.ReadByte()
				if err != nil {
					return
				}
				c.Write([]byte{b})
			}
		}
		if load {
			time.Sleep(3 * time.Millisecond)
			work(time.Millisecond)
		}
		io.WriteString(w, "ok")
	})}
	go srv.Serve(ln)
	u := "http://" + ln.Addr().String()
	for range 5 {
		get(u)
	}
	front := httptest.NewServer(httputil.NewSingleHostReverseProxy(must(url.Parse(u))))
	for range 3 {
		go func() {
			r := must(http.Get(front.URL + "/sse"))
			s := bufio.NewScanner(r.Body)
			for s.Scan() {
			}
		}()
		go func() {
			c := must(net.Dial("tcp", front.Listener.Addr().String()))
			c.Write([]byte("GET /hijack HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"))
			io.Copy(io.Discard, c)
		}()
	}
	ks := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 10}}
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			r, err := ks.Get(u)
			if err == nil {
				io.Copy(io.Discard, r.Body)
				r.Body.Close()
			}
		}()
	}
	wg.Wait()
	loop(8, func() { get(front.URL) })
	loop(4, func() {
		r, err := ks.Get(u)
		if err == nil {
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
		}
	})
}

func http2() {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/stream" {
			w.WriteHeader(200)
			w.(http.Flusher).Flush()
			<-r.Context().Done()
			return
		}
		if r.URL.Path == "/post" {
			io.Copy(io.Discard, r.Body)
		}
		if load {
			time.Sleep(3 * time.Millisecond)
		}
		w.Write(make([]byte, 100000))
	}))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	c := srv.Client()
	one := func() {
		r, err := c.Get(srv.URL)
		if err == nil {
			io.Copy(io.Discard, r.Body)
			r.Body.Close()
		}
	}
	for range 3 {
		one()
		go func() {
			r := must(c.Get(srv.URL + "/stream"))
			io.Copy(io.Discard, r.Body)
		}()
	}
	go func() {
		pr, pw := io.Pipe()
		go func() {
			for {
				time.Sleep(time.Second)
				pw.Write([]byte("x"))
			}
		}()
		c.Post(srv.URL+"/post", "text/plain", pr)
	}()
	t := must(tls.Dial("tcp", srv.Listener.Addr().String(), &tls.Config{InsecureSkipVerify: true}))
	go io.Copy(io.Discard, t)
	loop(10, one)
}

type Arith struct{}

func (Arith) Twice(a int, r *int) error { *r = 2 * a; return nil }
func netrpc() {
	s := rpc.NewServer()
	s.Register(Arith{})
	ln := listen()
	go s.Accept(ln)
	c := must(rpc.Dial("tcp", ln.Addr().String()))
	var r int
	c.Call("Arith.Twice", 2, &r)
	loop(6, func() { var r int; c.Call("Arith.Twice", 2, &r) })
}

type worker struct {
	mu   sync.Mutex
	cond *sync.Cond
	n    int
}

func std() {
	// timers, signals, processes, pipes, udp, unix sockets, loggers
	go func() {
		for range time.Tick(time.Second) {
		}
	}()
	time.AfterFunc(time.Hour, func() {})
	cmd := exec.Command("cat")
	in, out := must(cmd.StdinPipe()), must(cmd.StdoutPipe())
	keep = append(keep, in)
	cmd.Stderr = &nothing{}
	check(cmd.Start())
	go io.Copy(io.Discard, out)
	go cmd.Wait()
	go func() { exec.CommandContext(context.Background(), "sleep", "60").Run() }()
	u := must(net.ListenPacket("udp", "127.0.0.1:0"))
	go u.ReadFrom(make([]byte, 100))
	x := must(net.Listen("unix", os.TempDir()+"/x"+time.Now().Format("150405.000")+".sock"))
	go x.Accept()
	pr, pw := io.Pipe()
	go func() {
		s := bufio.NewScanner(pr)
		for s.Scan() {
		}
	}()
	loop(3, func() { io.WriteString(pw, "line\n") })
	go io.ReadAll(os.Stdin)
	l := slog.New(slog.NewJSONHandler(io.Discard, nil))
	loop(4, func() { l.Info("hi", "a", 1) })
	lg := log.New(io.Discard, "", log.LstdFlags)
	loop(4, func() { lg.Print("hi") })
	jobs, results := make(chan int), make(chan int)
	for range 8 {
		go func() {
			for j := range jobs {
				if load {
					work(time.Millisecond)
				}
				results <- j
			}
		}()
	}
	go func() {
		for range results {
		}
	}()
	loop(3, func() { jobs <- 1 })
	ctx, cancel := context.WithCancel(context.Background())
	keep = append(keep, cancel)
	for range 3 {
		go func() {
			t := time.NewTicker(100 * time.Millisecond)
			for {
				select {
				case <-ctx.Done():
					return
				case <-t.C:
				}
			}
		}()
	}
	w := &worker{}
	w.cond = sync.NewCond(&w.mu)
	for range 4 {
		go func() {
			for {
				w.mu.Lock()
				for w.n == 0 {
					w.cond.Wait()
				}
				w.n--
				w.mu.Unlock()
				work(time.Millisecond)
			}
		}()
	}
	loop(1, func() { w.mu.Lock(); w.n++; w.cond.Signal(); w.mu.Unlock(); time.Sleep(time.Millisecond) })
	sem := make(chan struct{}, 3)
	loop(8, func() { sem <- struct{}{}; time.Sleep(2 * time.Millisecond); <-sem })
	var m sync.RWMutex
	data := map[int]int{}
	loop(6, func() { m.RLock(); _ = data[1]; m.RUnlock() })
	loop(2, func() { m.Lock(); data[1]++; m.Unlock(); time.Sleep(time.Millisecond) })
	loop(2, func() {
		var wg sync.WaitGroup
		for range 5 {
			wg.Add(1)
			go func() { defer wg.Done(); time.Sleep(time.Millisecond) }()
		}
		wg.Wait()
	})
	loop(2, func() { exec.Command("true").Run() })
	go http.ListenAndServe("127.0.0.1:0", nil)
}

type nothing struct{}

func (*nothing) Write(p []byte) (int, error) { return len(p), nil }
