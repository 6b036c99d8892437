package main

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"net/http"
	"sync"
)

func init() {
	cases["silent-database"] = silentDatabase
	cases["silent-replicas"] = silentReplicas
	cases["orphan-beside-peer"] = orphanBesidePeer
	cases["ab-ba-beside-peer"] = abBaBesidePeer
}

// wireDriver speaks to the database whose address it is given; who does not answer is waited for.
type wireDriver struct{}
type wireConn struct{ net.Conn }

func (wireDriver) Open(address string) (driver.Conn, error) {
	conn, err := net.Dial("tcp", address)
	return wireConn{conn}, err
}

func (wireConn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("no statements") }
func (wireConn) Begin() (driver.Tx, error)           { return nil, errors.New("no transactions") }
func (c wireConn) Query(text string, _ []driver.Value) (driver.Rows, error) {
	if _, err := c.Write([]byte(text)); err != nil {
		return nil, err
	}
	answer := make([]byte, 64)
	_, err := c.Read(answer)
	return nil, err
}

//go:noinline
func load(db *sql.DB) {
	rows, err := db.Query("select id from orders")
	if err == nil {
		rows.Close()
	}
}

func pool(address string, connections int) *sql.DB {
	db, err := sql.Open("wire", address)
	if err != nil {
		panic(err)
	}
	db.SetMaxOpenConns(connections)
	return db
}

// silentDatabase has four connections, on each of which somebody waits for an answer; all others wait for a connection.
func silentDatabase() {
	sql.Register("wire", wireDriver{})
	db := pool(silent(), 4)
	for range 20 {
		go load(db)
	}
}

// silentReplicas waits for several databases at once, for one of them most.
func silentReplicas() {
	sql.Register("wire", wireDriver{})
	for _, connections := range []int{6, 2, 1} {
		db := pool(silent(), connections)
		for range 10 {
			go load(db)
		}
	}
}

type seats struct {
	mu   sync.Mutex
	left int
}

// claim keeps the lock where nothing is left.
//
//go:noinline
func (s *seats) claim() bool {
	s.mu.Lock()
	if s.left == 0 {
		return false
	}
	s.left--
	s.mu.Unlock()
	return true
}

// fetchAll waits for a peer that does not answer, in thirty goroutines.
func fetchAll() {
	peer := "http://" + silent() + "/"
	for range 30 {
		go http.Get(peer)
	}
}

// orphanBesidePeer has forgotten a lock, while thirty others wait for an answer from outside.
func orphanBesidePeer() {
	fetchAll()
	s := &seats{left: 2}
	for range 6 {
		go s.claim()
	}
}

// abBaBesidePeer has two goroutines wait for each other, while thirty others wait for an answer from outside.
func abBaBesidePeer() {
	fetchAll()
	abba()
}
