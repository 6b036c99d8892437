// Curl is as much of curl as k6-operator's starter asks for: one request of JSON, tried again while nobody answers.
//
//	curl [--retry N] -X METHOD -H HEADER URL -d BODY [-s] [-w FORMAT]
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "curl:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	method, url, body, tries := http.MethodGet, "", "", 1
	header := http.Header{}
	for len(args) > 0 {
		word := args[0]
		args = args[1:]
		if word == "-s" {
			continue
		}
		if !strings.HasPrefix(word, "-") {
			url = word
			continue
		}
		if len(args) == 0 {
			return fmt.Errorf("%s wants a value", word)
		}
		value := args[0]
		args = args[1:]
		switch word {
		case "-X":
			method = value
		case "-d":
			body = value
		case "-H":
			name, text, _ := strings.Cut(value, ":")
			header.Set(name, strings.TrimSpace(text))
		case "--retry":
			more, err := strconv.Atoi(value)
			if err != nil {
				return err
			}
			tries += more
		case "-w": // what is written of the answer is written as it is
		default:
			return fmt.Errorf("knows no %s", word)
		}
	}
	var err error
	for ; tries > 0; tries-- {
		if err = ask(method, url, body, header); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

func ask(method, url, body string, header http.Header) error {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = header
	client := http.Client{Timeout: 10 * time.Second}
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	fmt.Println(answer.Status)
	_, err = io.Copy(os.Stdout, io.LimitReader(answer.Body, 1<<16))
	return err
}
