package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
)

// traffic counts what crosses a proxy: bytes as they are on the wire, both ways.
type traffic struct {
	requests, sent, received atomic.Int64 // seen from the operator
}

func (t *traffic) bytes() int64 { return t.sent.Load() + t.received.Load() }

// counted is a connection from the operator whose bytes are counted.
type counted struct {
	net.Conn
	*traffic
}

func (c counted) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.sent.Add(int64(n))
	return n, err
}

func (c counted) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.received.Add(int64(n))
	return n, err
}

type counting struct {
	net.Listener
	*traffic
}

func (l counting) Accept() (net.Conn, error) {
	connection, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return counted{connection, l.traffic}, nil
}

func listen(ctx context.Context, address string, count *traffic) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { listener.Close() })
	return counting{listener, count}, nil
}

// pipe carries connections to another address, unread: TLS stays between its two ends.
func pipe(ctx context.Context, address, to string, count *traffic) error {
	listener, err := listen(ctx, address, count)
	if err != nil {
		return err
	}
	go func() {
		for {
			from, err := listener.Accept()
			if err != nil {
				return
			}
			go join(from, to)
		}
	}()
	return nil
}

func join(from net.Conn, to string) {
	defer from.Close()
	server, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		_, _ = io.Copy(server, from)
		server.Close()
	}()
	_, _ = io.Copy(from, server)
}

// forward carries HTTP requests to another address, and counts these too.
func forward(ctx context.Context, address string, to *url.URL, count *traffic) error {
	listener, err := listen(ctx, address, count)
	if err != nil {
		return err
	}
	proxy := &httputil.ReverseProxy{
		Rewrite:   func(request *httputil.ProxyRequest) { request.SetURL(to) },
		Transport: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 64},
	}
	server := &http.Server{Handler: http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		count.requests.Add(1)
		proxy.ServeHTTP(answer, request)
	})}
	go func() { _ = server.Serve(listener) }()
	return nil
}
