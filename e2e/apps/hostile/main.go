// Hostile is an app, a sidecar or a client that means harm; HOSTILE names how:
//
//	idle      does nothing
//	sidecar   says in its log that it is a sidecar, accepts connections, and never answers
//	drip      has a pprof whose dump is sent a byte a second
//	burn      has a pprof whose dump is small and hard to read: thousands of locks, and a long cycle
//	chatty    writes lines to its log for as long as it lives
//	flood     begins something at TARGET (handshake, header: WHAT) by CONNECTIONS connections, never ends it, and comes again
//	reviews   posts forged admission reviews (WHAT) to TARGET by CONNECTIONS clients
package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// begun counts what strangers have begun; the page at :8080 tells it.
var begun atomic.Int64

const (
	pprof   = "127.0.0.1:6060"
	sidecar = ":7443"
	locks   = 2000
)

func main() {
	if os.Getenv("HOSTILE") != "sidecar" { // beside an app that needs the port
		go serve(":8080", func(w io.Writer) { fmt.Fprintln(w, begun.Load()) })
	}
	switch how := os.Getenv("HOSTILE"); how {
	case "sidecar":
		lie()
	case "drip":
		go serve(pprof, drip)
	case "burn":
		go serve(pprof, burn)
	case "chatty":
		chat()
	case "flood":
		flood()
	case "reviews":
		review()
	case "idle", "":
	default:
		log.Fatalf("HOSTILE=%s: there is no such way", how)
	}
	select {}
}

// serve answers every request: at pprof that for a dump by dump, any other there with its index.
func serve(address string, dump func(io.Writer)) {
	log.Fatal(http.ListenAndServe(address, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/goroutine") || address != pprof {
			dump(w)
			return
		}
		fmt.Fprintln(w, "<html><body>/debug/pprof/<a href='goroutine?debug=1'>goroutine</a></body></html>")
	})))
}

func drip(w io.Writer) {
	for _, char := range []byte("goroutine 1 [running]:\n" + strings.Repeat("main.main()\n\t/app/main.go:1 +0x1\n", 1000)) {
		if _, err := w.Write([]byte{char}); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		time.Sleep(time.Second)
	}
}

// burn writes goroutines that each wait for another lock, which the next one holds by its frames.
func burn(w io.Writer) {
	out := bufio.NewWriter(w)
	defer out.Flush()
	for i := range locks {
		fmt.Fprintf(out, "goroutine %d [sync.Mutex.Lock, 9 minutes]:\n", i+1)
		fmt.Fprintf(out, "sync.(*Mutex).Lock(0xc%09x)\n\t/go/src/sync/mutex.go:46 +0x1d\n", i*64)
		fmt.Fprintf(out, "main.(*Shard%d).Update(0xc%09x)\n\t/app/shard%d.go:%d +0x2e\n", i, (i+1)%locks*64, i, i+1)
		fmt.Fprintf(out, "created by main.main in goroutine 1\n\t/app/main.go:%d +0x3f\n\n", i+1)
	}
}

func chat() {
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	line := strings.Repeat("goroutine 1 [running]: nothing of the kind ", 20)
	for {
		fmt.Fprintln(out, line)
	}
}

// lie makes itself known as a sidecar does, ends every handshake well, and answers nothing.
func lie() {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	name := pkix.Name{CommonName: "stuckpod-sidecar"}
	template := x509.Certificate{SerialNumber: big.NewInt(1), Subject: name, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour * 240), DNSNames: []string{"stuckpod-sidecar"}, IPAddresses: addresses()}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	must(err)
	listener, err := tls.Listen("tcp", sidecar, &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}},
		ClientAuth: tls.RequestClientCert})
	must(err)
	fmt.Printf("stuckpod-cert %s port=%s\n", base64.StdEncoding.EncodeToString(der), strings.TrimPrefix(sidecar, ":"))
	for {
		connection, err := listener.Accept()
		must(err)
		go func() { _, _ = io.Copy(io.Discard, connection) }()
	}
}

// addresses are the pod's own: the operator checks whom it speaks to.
func addresses() []net.IP {
	all, err := net.InterfaceAddrs()
	must(err)
	var ips []net.IP
	for _, one := range all {
		if ip, _, err := net.ParseCIDR(one.String()); err == nil {
			ips = append(ips, ip)
		}
	}
	return ips
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
