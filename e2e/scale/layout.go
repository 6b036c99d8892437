package main

import (
	"crypto/sha256"
	"fmt"
	"time"
)

const (
	podsPerWorkload      = 50
	policiesPerNamespace = 4
	podsPerNode          = 60
	idleEvery            = 10 // one pod in so many has no work: its gauges stand still and it is not stuck
)

// A place is one pod of the world: everything about it follows from its number, so that whoever
// makes the object and whoever writes its series agree without a word.
type place struct {
	number    int
	namespace string
	policy    string
	workload  string // name of its ReplicaSet
	name      string
	ip        string // on loopback: whatever the operator sends to a pod stays on this machine
	node      string
	started   time.Duration // before the world began
	idle      bool
}

type policyPlace struct{ namespace, name string }

type layout struct {
	namespaces []string
	policies   []policyPlace
	workloads  map[string]string // ReplicaSet to its policy's app label, by namespace/name
	pods       []place
	mix        bool // of all kinds of policies
}

// lay spreads pods over workloads of 50, workloads over policies, policies over namespaces.
func lay(pods, policies, namespaces int) layout {
	if namespaces == 0 {
		namespaces = (policies + policiesPerNamespace - 1) / policiesPerNamespace
	}
	world := layout{workloads: map[string]string{}}
	for i := range namespaces {
		world.namespaces = append(world.namespaces, fmt.Sprintf("shop-%02d", i))
	}
	for i := range policies {
		world.policies = append(world.policies, policyPlace{world.namespaces[i%namespaces], fmt.Sprintf("cable-%02d", i)})
	}
	for i := range pods {
		workload := i / podsPerWorkload
		policy := world.policies[workload%policies]
		name := fmt.Sprintf("%s-%s", policy.name, word(fmt.Sprint("workload", workload), 10))
		world.workloads[policy.namespace+"/"+name] = policy.name
		address := i + 1
		world.pods = append(world.pods, place{
			number:    i,
			namespace: policy.namespace,
			policy:    policy.name,
			workload:  name,
			name:      name + "-" + word(fmt.Sprint("pod", i), 5),
			ip:        fmt.Sprintf("127.%d.%d.%d", 64+address>>16, address>>8&255, address&255),
			node:      fmt.Sprintf("node-%03d", i%(pods/podsPerNode+1)),
			// workloads were rolled out between two hours and two days ago, a pod a second
			started: 2*time.Hour + time.Duration(workload*1381%2760)*time.Minute - time.Duration(i%podsPerWorkload)*time.Second,
			idle:    i%idleEvery == idleEvery-1,
		})
	}
	return world
}

// word makes a name's part as Kubernetes makes them.
func word(seed string, length int) string {
	const letters = "bcdfghjklmnpqrstvwxz2456789"
	sum := sha256.Sum256([]byte(seed))
	text := make([]byte, length)
	for i := range text {
		text[i] = letters[int(sum[i])%len(letters)]
	}
	return string(text)
}
