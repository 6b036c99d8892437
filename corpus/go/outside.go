package main

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

func init() {
	cases["lock-across-io"] = lockAcrossIO
	cases["log-blocked"] = logBlocked
	cases["connection-pool"] = connectionPool
	cases["waiting-on-peer"] = waitingOnPeer
	cases["idle"] = func() {}
	cases["busy"] = busy
}

// silent accepts connections and never answers.
func silent() string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() {
		for {
			if _, err := listener.Accept(); err != nil {
				return
			}
		}
	}()
	return listener.Addr().String()
}

type client struct {
	calls int
	mu    sync.Mutex
	conn  net.Conn
}

// call reads the answer with the lock held.
func (c *client) call() byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	answer := make([]byte, 1)
	c.conn.Read(answer)
	return answer[0]
}

func lockAcrossIO() {
	conn, err := net.Dial("tcp", silent())
	if err != nil {
		panic(err)
	}
	c := &client{conn: conn}
	for range 8 {
		go c.call()
	}
}

// logBlocked logs into a pipe that nobody reads.
func logBlocked() {
	_, write, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	logger := log.New(write, "", 0)
	line := string(make([]byte, 1000))
	for range 30 {
		go func() {
			for {
				logger.Println(line)
			}
		}()
	}
}

type fakeDriver struct{}
type fakeConn struct{}
type fakeRows struct{ n int }

func (fakeDriver) Open(string) (driver.Conn, error)                { return fakeConn{}, nil }
func (fakeConn) Prepare(string) (driver.Stmt, error)               { return nil, errors.New("no statements") }
func (fakeConn) Close() error                                      { return nil }
func (fakeConn) Begin() (driver.Tx, error)                         { return nil, errors.New("no transactions") }
func (fakeConn) Query(string, []driver.Value) (driver.Rows, error) { return &fakeRows{}, nil }
func (*fakeRows) Columns() []string                                { return []string{"id"} }
func (*fakeRows) Close() error                                     { return nil }
func (r *fakeRows) Next(dest []driver.Value) error {
	if r.n++; r.n > 3 {
		return io.EOF
	}
	dest[0] = int64(r.n)
	return nil
}

// orders asks for each order's lines while the rows of the orders are open.
func orders(db *sql.DB) {
	rows, err := db.Query("select id from orders")
	if err != nil {
		panic(err)
	}
	defer rows.Close()
	for rows.Next() {
		time.Sleep(50 * time.Millisecond)
		lines, err := db.Query("select id from lines")
		if err == nil {
			lines.Close()
		}
	}
}

func connectionPool() {
	sql.Register("fake", fakeDriver{})
	db, err := sql.Open("fake", "")
	if err != nil {
		panic(err)
	}
	db.SetMaxOpenConns(2)
	for range 6 {
		go orders(db)
	}
}

func waitingOnPeer() {
	peer := "http://" + silent() + "/"
	for range 30 {
		go http.Get(peer)
	}
}

// busy is healthy: workers share a counter under a short lock, and results flow.
func busy() {
	var mu sync.Mutex
	counts := map[int]int{}
	jobs := make(chan int, 10)
	for range 8 {
		go func() {
			for job := range jobs {
				mu.Lock()
				counts[job%100]++
				mu.Unlock()
			}
		}()
	}
	for job := 0; ; job++ {
		jobs <- job
	}
}
