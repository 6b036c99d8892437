package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// sidecars answer for all pods' sidecars, and for the kubelets that show their logs: sidecar/…/protocol
// says what is asked. Each has a certificate of its own, as the operator trusts no other.
type sidecars struct {
	byAddress map[string]place
	byName    map[string]place
	mutex     sync.Mutex
	known     map[string]*tls.Certificate // by address
	dump      []byte                      // gzip
	file      map[string]any              // the dump as an AttemptResult tells of it
	asked     map[string]int              // what can be done to the app, by address
	glanced   map[string]glancing         // by address
	glances   atomic.Int64
	frozen    func(place) bool
	began     time.Time
}

// answer opens both: kubelets at an address, sidecars at a port of all pods' addresses.
func answer(ctx context.Context, world layout, kubelet, port string, dump []byte) (*sidecars, error) {
	s := &sidecars{byAddress: map[string]place{}, byName: map[string]place{}, known: map[string]*tls.Certificate{}, asked: map[string]int{},
		glanced: map[string]glancing{}, began: time.Now()}
	for _, at := range world.pods {
		s.byAddress[at.ip], s.byName[at.namespace+"/"+at.name] = at, at
	}
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, _ = writer.Write(dump)
	if err := writer.Close(); err != nil {
		return nil, err
	}
	s.dump = packed.Bytes()
	s.file = map[string]any{"bytes": len(dump), "sha256": fmt.Sprintf("%x", sha256.Sum256(dump))}
	logs := http.NewServeMux()
	logs.HandleFunc("GET /containerLogs/{namespace}/{pod}/stuckpod", s.firstLine)
	if err := s.serve(ctx, kubelet, logs, tls.NoClientCert); err != nil {
		return nil, err
	}
	wire := http.NewServeMux()
	wire.HandleFunc("GET /v1/processes", s.processes)
	wire.HandleFunc("POST /v1/attempts", s.attempt)
	wire.HandleFunc("POST /v1/glances", s.glance)
	wire.HandleFunc("GET /v1/attempts/{id}", s.result)
	wire.HandleFunc("GET /v1/attempts/{id}/dump", s.fetch)
	return s, s.serve(ctx, "0.0.0.0:"+port, wire, tls.RequireAnyClientCert)
}

// onLoopback listens on the loopback device alone, whatever the address.
func onLoopback(ctx context.Context, address string) (net.Listener, error) {
	config := net.ListenConfig{Control: func(_, _ string, raw syscall.RawConn) error {
		var failed error
		err := raw.Control(func(socket uintptr) {
			failed = syscall.SetsockoptString(int(socket), syscall.SOL_SOCKET, syscall.SO_BINDTODEVICE, "lo")
		})
		if err != nil {
			return err
		}
		return failed
	}}
	listener, err := config.Listen(ctx, "tcp4", address)
	if err == nil {
		context.AfterFunc(ctx, func() { listener.Close() })
	}
	return listener, err
}

func (s *sidecars) serve(ctx context.Context, address string, handler http.Handler, clients tls.ClientAuthType) error {
	listener, err := onLoopback(ctx, address)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ErrorLog: log.New(io.Discard, "", 0)}
	go func() {
		_ = server.Serve(tls.NewListener(listener, &tls.Config{ClientAuth: clients, GetCertificate: s.present}))
	}()
	return nil
}

// present shows the certificate of the pod whose address was called.
func (s *sidecars) present(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	address, _, err := net.SplitHostPort(hello.Conn.LocalAddr().String())
	if err != nil {
		return nil, err
	}
	return s.certificate(address)
}

func (s *sidecars) certificate(address string) (*tls.Certificate, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if known := s.known[address]; known != nil {
		return known, nil
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: sidecar}, IPAddresses: []net.IP{net.ParseIP(address)},
		NotBefore: time.Now().AddDate(0, 0, -1), NotAfter: time.Now().AddDate(10, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	s.known[address] = &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	return s.known[address], nil
}

func (s *sidecars) firstLine(answer http.ResponseWriter, request *http.Request) {
	at, there := s.byName[request.PathValue("namespace")+"/"+request.PathValue("pod")]
	if !there {
		http.NotFound(answer, request)
		return
	}
	certificate, err := s.certificate(at.ip)
	if err != nil {
		http.Error(answer, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintf(answer, "stuckpod-cert %s\nlistening\n", base64.StdEncoding.EncodeToString(certificate.Certificate[0]))
}

func (s *sidecars) processes(answer http.ResponseWriter, request *http.Request) {
	if local, known := request.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr); known {
		s.mutex.Lock()
		s.asked[local.IP.String()]++
		s.mutex.Unlock()
	}
	can := func(method string, kills bool) map[string]any {
		return map[string]any{"method": method, "possible": true, "kills": kills, "reason": "Possible", "message": method + " can be used."}
	}
	reply(answer, map[string]any{"processes": []any{map[string]any{
		"pid": 17, "nspid": 1, "startTime": 4242, "exe": "/app/cable", "uid": nonroot, "gid": nonroot, "runtime": "go", "runtimeVersion": "go1.26.8",
		"sigquitCaught": true, "methods": []any{can("ProcMem", false), can("SigQuit", true)}}}})
}

func (s *sidecars) attempt(answer http.ResponseWriter, request *http.Request) {
	var asked struct{ AttemptId string }
	if err := json.NewDecoder(request.Body).Decode(&asked); err != nil {
		http.Error(answer, err.Error(), http.StatusBadRequest)
		return
	}
	s.tell(answer, asked.AttemptId)
}

func (s *sidecars) result(answer http.ResponseWriter, request *http.Request) {
	s.tell(answer, request.PathValue("id"))
}

func (s *sidecars) tell(answer http.ResponseWriter, id string) {
	now := time.Now().UTC().Format(time.RFC3339)
	reply(answer, map[string]any{"attemptId": id, "state": "Done", "method": "ProcMem", "reason": "DumpTaken",
		"message": "Goroutines read from memory.", "startedAt": now, "finishedAt": now, "dump": s.file})
}

func (s *sidecars) fetch(answer http.ResponseWriter, _ *http.Request) {
	answer.Header().Set("Content-Type", "application/gzip")
	_, _ = answer.Write(s.dump)
}

func reply(answer http.ResponseWriter, value any) {
	answer.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(answer).Encode(value)
}

// grown makes a dump as large as that of a real incident out of a small one: more of its idle
// goroutines, each with a number of its own.
func grown(small string, goroutines int) []byte {
	blocks := strings.Split(strings.TrimSpace(small), "\n\n")
	blocks = blocks[:len(blocks)-1] // all but the last line, which counts them
	var idle []string
	for _, block := range blocks {
		if strings.Contains(block, "[chan receive") || strings.Contains(block, "[select") || strings.Contains(block, "[IO wait") {
			idle = append(idle, block)
		}
	}
	for number := 1_000_000; len(blocks) <= goroutines; number++ {
		_, rest, _ := strings.Cut(strings.TrimPrefix(idle[number%len(idle)], "goroutine "), " ")
		blocks = append(blocks, fmt.Sprintf("goroutine %d %s", number, rest))
	}
	return fmt.Appendf(nil, "%s\n\n# end: %d goroutines\n", strings.Join(blocks, "\n\n"), goroutines)
}

// tooOften says which sidecar was asked more often than once an hour, though nothing was wrong with
// its pod or a sibling of it, and tells how many were asked at all.
func (s *sidecars) tooOften(lived time.Duration, lookedInto func(place) bool) []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	say("%d of %d sidecars were asked what can be done", len(s.asked), len(s.byAddress))
	for address, times := range s.asked {
		most := 1 + int(lived.Hours())
		if _, also := s.glanced[address]; also {
			most *= 2 // whom to glance at is asked, too
		}
		if at := s.byAddress[address]; times > most && !lookedInto(at) {
			return []string{fmt.Sprintf("The sidecar of pod %s/%s was asked %d times in %s: once an hour is enough.",
				at.namespace, at.name, times, lived.Round(time.Second))}
		}
	}
	return nil
}
