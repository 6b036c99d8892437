// fleet makes the world that e2e/scale/run measures the operator in, and measures it there.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"k8s.io/client-go/rest"
)

const usage = `fleet ports N             prints free ports of loopback
fleet namespaces FLAGS    prints their names
fleet populate FLAGS      makes namespaces, ReplicaSets and pods
fleet measure FLAGS       writes their series, runs the operator, prints a row as JSON
fleet table PACE ROW…     prints rows as a table; 1 and sentences when one is not well
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	command, arguments := "", []string{}
	if len(os.Args) > 1 {
		command, arguments = os.Args[1], os.Args[2:]
	}
	var err error
	switch command {
	case "ports":
		err = ports(arguments)
	case "populate":
		f := parse(arguments)
		err = populate(ctx, f.config(), f.world(), f.kubelet, f.sidecar)
	case "measure":
		err = runMeasure(ctx, parse(arguments))
	case "namespaces":
		fmt.Println(strings.Join(parse(arguments).world().namespaces, ","))
	case "table":
		err = printTable(arguments)
	default:
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func say(format string, values ...any) {
	fmt.Fprintf(os.Stderr, "scale: "+format+"\n", values...)
}

type flags struct {
	pods, policies, namespaces       int
	api, token, folder, image        string
	prometheus, operatorToken        string
	ports, kubelet, sidecar, dump    string
	window, hold, scrape, history, n time.Duration
	burst, greedy, mix               bool
	sink                             string
}

func parse(arguments []string) flags {
	var f flags
	set := flag.NewFlagSet("fleet", flag.ExitOnError)
	set.IntVar(&f.pods, "pods", 100, "")
	set.IntVar(&f.policies, "policies", 1, "")
	set.IntVar(&f.namespaces, "namespaces", 0, "")
	set.StringVar(&f.api, "api", "", "host:port of the API server")
	set.StringVar(&f.token, "token", "", "of an administrator")
	set.StringVar(&f.folder, "folder", "", "where everything of this run is")
	set.StringVar(&f.image, "image", "", "folder with the operator's image, unpacked")
	set.StringVar(&f.prometheus, "prometheus", "", "its base URL")
	set.StringVar(&f.operatorToken, "operator-token", "", "")
	set.StringVar(&f.ports, "ports", "", "API and Prometheus as the operator sees them, its metrics, health and webhook")
	set.StringVar(&f.kubelet, "kubelet", "", "port of all kubelets")
	set.StringVar(&f.sidecar, "sidecar", "", "port of all sidecars")
	set.StringVar(&f.dump, "dump", "", "what sidecars have read from memory; without it no sidecar answers")
	set.DurationVar(&f.window, "window", time.Minute, "")
	set.DurationVar(&f.hold, "hold", 20*time.Second, "")
	set.DurationVar(&f.scrape, "scrape", 15*time.Second, "")
	set.DurationVar(&f.history, "history", 30*time.Minute, "")
	set.DurationVar(&f.n, "length", 10*time.Minute, "")
	set.BoolVar(&f.burst, "burst", true, "fifty pods stuck at once")
	set.BoolVar(&f.greedy, "greedy", false, "")
	set.BoolVar(&f.mix, "mix", false, "policies of all kinds")
	set.StringVar(&f.sink, "sink", "", "address that notifications are sent to")
	_ = set.Parse(arguments)
	return f
}

func (f flags) world() layout {
	world := lay(f.pods, f.policies, f.namespaces)
	world.mix = f.mix
	return world
}

func (f flags) config() *rest.Config {
	return &rest.Config{Host: "https://" + f.api, BearerToken: f.token, QPS: -1,
		TLSClientConfig: rest.TLSClientConfig{CAFile: filepath.Join(f.folder, "certificates/apiserver.crt")}}
}

func runMeasure(ctx context.Context, f flags) error {
	port := strings.Split(f.ports, ",")
	if len(port) != 5 {
		return fmt.Errorf("-ports takes five")
	}
	command, err := entrypoint(f.image)
	if err != nil {
		return err
	}
	on := func(port string) string { return "127.0.0.1:" + port }
	result, err := measure(ctx, plan{
		world: f.world(), api: f.config(), apiProxy: on(port[0]), promProxy: on(port[1]),
		apiTarget: f.api, prometheus: f.prometheus,
		operator: &operator{
			command: command, folder: filepath.Join(f.image, "app"), log: filepath.Join(f.folder, "operator.log"),
			certificate: filepath.Join(f.folder, "certificate"),
			env: []string{
				"KUBERNETES_MASTER=https://" + on(port[0]),
				"KUBERNETES_AUTH_TOKEN=" + f.operatorToken,
				"KUBERNETES_AUTH_TRYKUBECONFIG=false",
				"KUBERNETES_CERTS_CA_FILE=" + filepath.Join(f.folder, "certificates/apiserver.crt"),
				"METRICS_PORT=" + port[2], "HEALTH_PORT=" + port[3], "WEBHOOK_PORT=" + port[4],
				"WEBHOOK_CERTIFICATE=" + filepath.Join(f.folder, "certificate"),
				"SPOOL=" + filepath.Join(f.folder, "spool"), "HOME=" + f.folder,
			}},
		metrics: "http://" + on(port[2]) + "/metrics", health: "http://" + on(port[3]) + "/readyz",
		audit:  filepath.Join(f.folder, "audit.log"),
		window: f.window, hold: f.hold, scrape: f.scrape, history: f.history, length: f.n, burst: f.burst, greedy: f.greedy,
		kubelet: on(f.kubelet), sidecar: f.sidecar, dump: f.dump, sink: f.sink,
	})
	if err != nil {
		return err
	}
	say("asked of the API server: %s", strings.Join(result.Asks, ", "))
	if len(result.Ended) > 0 {
		say("captures ended: %s", strings.Join(result.Ended, ", "))
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

// entrypoint is the image's own command, its Java found in the unpacked image.
func entrypoint(image string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(image, "entrypoint.json"))
	if err != nil {
		return nil, err
	}
	var command []string
	if err := json.Unmarshal(text, &command); err != nil {
		return nil, err
	}
	command[0] = filepath.Join(image, command[0])
	return command, nil
}

func ports(arguments []string) error {
	var count int
	if _, err := fmt.Sscan(strings.Join(arguments, " "), &count); err != nil {
		return err
	}
	for range count {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer listener.Close() // at the end: no port twice
		fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	}
	return nil
}

func printTable(arguments []string) error {
	var pace float64
	if _, err := fmt.Sscan(arguments[0], &pace); err != nil {
		return err
	}
	var rows []row
	var wrong []string
	for _, file := range arguments[1:] {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var one row
		if err := json.Unmarshal(text, &one); err != nil {
			return err
		}
		rows = append(rows, one)
		wrong = append(wrong, one.trouble(pace)...)
	}
	fmt.Print(table(rows))
	if len(wrong) > 0 {
		return fmt.Errorf("%s", strings.Join(wrong, "\n"))
	}
	return nil
}
