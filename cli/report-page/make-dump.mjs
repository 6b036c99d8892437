// make-dump.mjs 300 | hostile: writes a goroutine dump with so many groups, or with names that try to be markup.
const kind = process.argv[2];
const lines = [];
let id = 1;
const routine = (state, calls) => {
  lines.push(`goroutine ${id++} [${state}]:`);
  for (const [call, at] of calls) lines.push(`${call}()`, `\t${at} +0x1d`);
  lines.push('');
};
if (kind === 'hostile') {
  const bad = [
    '</script><script>document.title="owned"</script>',
    '<img/src=x/onerror=document.title="owned">',
    '"onmouseover=document.title=1',
    '\u202Egnp.exe\u2066\u200B',
    '\u001b[31mred\u001b]0;title\u0007',
    '&lt;b&gt;&#x202e;',
    'x'.repeat(20000),
    '</style><style>*{display:none}</style>',
    '--><!--',
  ];
  for (const name of bad) {
    for (let i = 0; i < 3; i++) routine(`chan receive, 12 minutes`, [[`main.${name.replaceAll(' ', '')}`, `/src/${name.replaceAll(' ', '')}.go:12`], ['main.main', '/src/main.go:7']]);
  }
} else {
  for (let i = 0; i < Number(kind); i++) {
    const calls = [[`shop/part${i % 25}.(*Till).step${i}`, `/src/part${i % 25}/till.go:${10 + i}`]];
    for (let j = 0; j < 25; j++) calls.push([`shop/part${i % 25}.call${j}`, `/src/part${i % 25}/call.go:${j + 1}`]);
    for (let n = 0; n <= i % 7; n++) routine(i % 3 ? 'select' : 'chan receive, 4 minutes', calls);
  }
}
process.stdout.write(lines.join('\n') + '\n');
