package main

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

const again = 100 * time.Millisecond

// each runs something at TARGET over and over, by as many as CONNECTIONS says.
func each(do func(target string)) {
	many, err := strconv.Atoi(os.Getenv("CONNECTIONS"))
	must(err)
	for range many {
		go func() {
			for {
				do(os.Getenv("TARGET"))
				time.Sleep(again)
			}
		}()
	}
}

// flood begins a handshake or a header, and waits until it is thrown out.
func flood() {
	beginning := map[string][]byte{
		"handshake": hello(),
		"header":    []byte("GET /metrics HTTP/1.1\r\nX: " + strings.Repeat("a", 370_000)),
	}[os.Getenv("WHAT")]
	each(func(target string) {
		connection, err := net.Dial("tcp", target)
		if err != nil {
			return
		}
		defer connection.Close()
		if _, err := connection.Write(beginning); err == nil {
			begun.Add(1)
			_, _ = io.Copy(io.Discard, connection)
		}
	})
}

// hello is the first message of a TLS handshake.
func hello() []byte {
	kept := keeping{}
	_ = tls.Client(&kept, &tls.Config{ServerName: "localhost"}).Handshake()
	return kept.first
}

// keeping is a connection that keeps what is written to it first.
type keeping struct {
	net.TCPConn
	first []byte
}

func (k *keeping) Write(bytes []byte) (int, error) {
	k.first = append(k.first, bytes...)
	return 0, errors.New("that is all")
}

func (k *keeping) SetWriteDeadline(time.Time) error { return nil }

func (k *keeping) Close() error { return nil }

// review posts what is no review of a pod, or one that asks for much.
func review() {
	body := []byte(map[string]string{
		"objects":    "[" + strings.Repeat("{},", 2_500_000) + "{}]",
		"depth":      strings.Repeat("[", 200_000),
		"path":       podReview("a/../../pods?x=", 1),
		"containers": podReview("default", 1500),
	}[os.Getenv("WHAT")])
	client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	each(func(target string) {
		answer, err := client.Post("https://"+target+"/inject", "application/json", bytes.NewReader(body))
		if err == nil {
			begun.Add(1)
			_, _ = io.Copy(io.Discard, answer.Body)
			_ = answer.Body.Close()
		}
	})
	log.Print("posting")
}

// podReview is a review of a pod with so many containers, each of another image.
func podReview(namespace string, many int) string {
	var containers []string
	for i := range many {
		containers = append(containers, fmt.Sprintf(`{"name":"c%d","image":"registry.example/app-%d:1"}`, i, i))
	}
	return fmt.Sprintf(`{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"705ab4f5-6393-11e8-b7cc-42010a800002",`+
		`"kind":{"group":"","version":"v1","kind":"Pod"},"namespace":%q,"operation":"CREATE","dryRun":false,"object":{"metadata":`+
		`{"name":"p","namespace":%q,"labels":{"stuckpod.dev/inject":"true"}},"spec":{"containers":[%s]}}}}`,
		namespace, namespace, strings.Join(containers, ","))
}
