// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Bounds in bytes: of a call, and of a command. Linux hands no program a longer
// word than that. https://man7.org/linux/man-pages/man2/execve.2.html
const (
	maxCall    = 8 << 20
	maxCommand = 128 << 10
)

// An object is a JSON object whose names are exact and stand once: encoding/json
// takes "Command" for command, and the last of two, which the agent that runs the
// call may not.
type object map[string]json.RawMessage

// readObject reads one object and nothing behind it. Its errors quote nothing.
func readObject(in io.Reader) (object, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxCall+1))
	switch {
	case err != nil:
		return nil, errors.New("its input ends in a fault")
	case len(data) > maxCall:
		return nil, errors.New("it is longer than is read")
	case !utf8.Valid(data):
		return nil, errors.New("it is not UTF-8")
	}
	return parseObject(data)
}

func parseObject(data []byte) (object, error) {
	fault := errors.New("it is no JSON object")
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, fault
	}
	o := object{}
	for d.More() {
		t, err := d.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return nil, fault
		}
		if _, twice := o[name]; twice {
			return nil, errors.New("a name stands twice in it")
		}
		var v json.RawMessage
		if err := d.Decode(&v); err != nil {
			return nil, fault
		}
		o[name] = v
	}
	if _, err := d.Token(); err != nil {
		return nil, fault
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something stands behind it")
	}
	return o, nil
}

func (o object) has(name string) bool { _, ok := o[name]; return ok }

// text is a string; null counts as absent.
func (o object) text(name string, must bool) (string, error) {
	v, ok := o[name]
	if !ok || string(v) == "null" {
		if must {
			return "", fmt.Errorf("%s is missing", name)
		}
		return "", nil
	}
	var s string
	if len(v) == 0 || v[0] != '"' || json.Unmarshal(v, &s) != nil {
		return "", fmt.Errorf("%s is no text", name)
	}
	return s, nil
}

// event reports an event that is not one of the given.
func (o object) event(names ...string) error {
	event, err := o.text("hook_event_name", true)
	if err == nil && !slices.Contains(names, event) {
		err = fmt.Errorf("its event is none of %s; install the hook for these only", strings.Join(names, ", "))
	}
	return err
}

func (o object) object(name string) (object, error) {
	v, ok := o[name]
	if !ok {
		return nil, fmt.Errorf("%s is missing", name)
	}
	inner, err := parseObject(v)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return inner, nil
}

// command is shell text. A shell ends at NUL, and a letter that could not be read
// is not the one that would be run.
func (o object) command() (string, error) {
	s, err := o.text("command", true)
	switch {
	case err != nil:
		return "", err
	case strings.TrimSpace(s) == "":
		return "", errors.New("command is empty")
	case len(s) > maxCommand:
		return "", errors.New("the command is longer than a shell takes")
	case strings.ContainsAny(s, "\x00\uFFFD"):
		return "", errors.New("a command holds what no shell takes")
	}
	return s, nil
}

// words is a command that is given word by word.
func (o object) words(name string) ([]string, bool) {
	var words []string
	if v := o[name]; len(v) == 0 || v[0] != '[' || json.Unmarshal(v, &words) != nil || len(words) == 0 {
		return nil, false
	}
	return words, !strings.ContainsAny(strings.Join(words, ""), "\x00\uFFFD")
}
