package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"time"
)

// requests reads the API server's audit log, which has the operator's requests and no others, and
// counts those of a span of time by verb and resource.
func requests(file string, from, to time.Time) (map[string]int, error) {
	log, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	counts := map[string]int{}
	lines := bufio.NewScanner(log)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var event struct {
			Stage, Verb, RequestURI  string
			RequestReceivedTimestamp time.Time
			ObjectRef                struct{ Resource, Subresource string }
		}
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			continue // the line that is being written
		}
		// a watch is one request, though it is told twice: when it begins and when it ends
		if (event.Verb == "watch") != (event.Stage == "ResponseStarted") {
			continue
		}
		if event.RequestReceivedTimestamp.Before(from) || event.RequestReceivedTimestamp.After(to) {
			continue
		}
		what := event.Verb + " " + event.ObjectRef.Resource
		if event.ObjectRef.Subresource != "" {
			what += "/" + event.ObjectRef.Subresource
		}
		if event.ObjectRef.Resource == "" {
			what = event.Verb + " " + event.RequestURI
		}
		counts[what]++
	}
	return counts, lines.Err()
}

// most lists what was asked most often.
func most(counts map[string]int, lines int) []string {
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	sort.Slice(names, func(a, b int) bool { return counts[names[a]] > counts[names[b]] })
	var list []string
	for _, name := range names[:min(lines, len(names))] {
		list = append(list, fmt.Sprintf("%s %d", name, counts[name]))
	}
	return list
}
