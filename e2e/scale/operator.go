package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

const (
	operatorNamespace = "stuckpod"
	mostDeaths        = 3 // more tell nothing new
	firstBackOff      = 10 * time.Second
	clockTicks        = 100 // a second, in /proc
)

// operator is its process, started again when it ends, as a kubelet would.
type operator struct {
	command []string
	folder  string
	// certificate is where the webhook's is mounted
	certificate string
	env         []string
	log         string

	mutex   sync.Mutex
	process *os.Process
	ending  bool
	deaths  []string
	cpu     time.Duration // of lives that are over
	most    int64         // resident bytes
	sum     int64
	samples int64
	dead    chan struct{} // closed after the last death that is waited for
	done    chan struct{}
}

// environment is what the chart's Deployment gives the operator.
func operatorEnvironment(ctx context.Context, client kubernetes.Interface) (map[string]string, error) {
	deployment, err := client.AppsV1().Deployments(operatorNamespace).Get(ctx, "stuckpod", metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	values := map[string]string{"metadata.namespace": operatorNamespace, "metadata.name": "stuckpod-0"}
	env := map[string]string{}
	for _, variable := range deployment.Spec.Template.Spec.Containers[0].Env {
		env[variable.Name] = variable.Value
		if from := variable.ValueFrom; from != nil {
			env[variable.Name] = values[from.FieldRef.FieldPath]
		}
	}
	return env, nil
}

// mountCertificate makes the files that the chart's Deployment mounts of the webhook's Secret.
func mountCertificate(ctx context.Context, client kubernetes.Interface, folder string) error {
	secret, err := client.CoreV1().Secrets(operatorNamespace).Get(ctx, "stuckpod-webhook-tls", metav1.GetOptions{})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for _, name := range []string{"tls.crt", "tls.key"} {
		if err := os.WriteFile(filepath.Join(folder, name), secret.Data[name], 0o600); err != nil {
			return err
		}
	}
	return nil
}

// start runs it until stop.
func (o *operator) start() {
	o.dead, o.done = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(o.done)
		runtime.LockOSThread() // Pdeathsig is about the thread that started it
		for backOff := time.Duration(0); o.live(); backOff = max(firstBackOff, 2*backOff) {
			if len(o.deaths) == mostDeaths {
				close(o.dead)
				return
			}
			time.Sleep(backOff)
		}
	}()
}

// live is one life; false when it was to end.
func (o *operator) live() bool {
	began := time.Now()
	out, err := os.OpenFile(o.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err == nil {
		defer out.Close()
		command := exec.Command(o.command[0], o.command[1:]...)
		command.Dir, command.Env, command.Stdout, command.Stderr = o.folder, o.env, out, out
		command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
		o.mutex.Lock()
		if o.ending {
			o.mutex.Unlock()
			return false
		}
		if err = command.Start(); err == nil {
			o.process = command.Process
		}
		o.mutex.Unlock()
		if err == nil {
			err = command.Wait()
			o.mutex.Lock()
			o.process = nil
			o.cpu += command.ProcessState.UserTime() + command.ProcessState.SystemTime()
			o.mutex.Unlock()
		}
	}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.ending {
		return false
	}
	death := fmt.Sprintf("after %.0f s (%v)", time.Since(began).Seconds(), err)
	o.deaths = append(o.deaths, death)
	say("the operator died %s: %s", death, lastLine(o.log))
	return true
}

// stop ends it as a kubelet does.
func (o *operator) stop() {
	o.mutex.Lock()
	o.ending = true
	process := o.process
	if process != nil {
		_ = process.Signal(syscall.SIGTERM)
	}
	o.mutex.Unlock()
	if process == nil {
		return
	}
	select {
	case <-o.done:
	case <-time.After(20 * time.Second):
		_ = process.Kill()
		<-o.done
	}
}

// sample takes note of memory and tells the processor time of all lives.
func (o *operator) sample() time.Duration {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.process == nil {
		return o.cpu
	}
	folder := filepath.Join("/proc", strconv.Itoa(o.process.Pid))
	status, _ := os.ReadFile(filepath.Join(folder, "status"))
	if resident := kilobytes(status, "VmRSS:"); resident > 0 {
		o.sum += resident
		o.samples++
		o.most = max(o.most, kilobytes(status, "VmHWM:"))
	}
	stat, _ := os.ReadFile(filepath.Join(folder, "stat"))
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return o.cpu
	}
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return o.cpu + time.Duration(user+system)*time.Second/clockTicks
}

// processID is 0 while none runs.
func (o *operator) processID() int {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.process == nil {
		return 0
	}
	return o.process.Pid
}

func kilobytes(status []byte, name string) int64 {
	for line := range strings.Lines(string(status)) {
		if value, found := strings.CutPrefix(line, name); found {
			number, _ := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			return number << 10
		}
	}
	return 0
}

func lastLine(file string) string {
	text, _ := os.ReadFile(file)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return lines[len(lines)-1]
}
