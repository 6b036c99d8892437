package main

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const evaluationsMetric = "stuckpod_evaluation_seconds_count"

// evaluations counts over all lives of the operator: its own counter begins anew with each.
type evaluations struct {
	url          string
	before, last float64
}

// read asks the operator; what it answers when it does not answer is what it last said.
func (e *evaluations) read() float64 {
	text, err := get(e.url)
	if err != nil {
		return e.before + e.last
	}
	var count float64
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, evaluationsMetric+" ") || strings.HasPrefix(line, evaluationsMetric+"{") {
			fields := strings.Fields(line)
			value, _ := strconv.ParseFloat(fields[len(fields)-1], 64)
			count += value
		}
	}
	if count < e.last {
		e.before += e.last
	}
	e.last = count
	return e.before + count
}

var plain = &http.Client{Timeout: 3 * time.Second}

func get(url string) (string, error) {
	response, err := plain.Get(url)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s answers %d", url, response.StatusCode)
	}
	return string(text), err
}
