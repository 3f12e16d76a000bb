// Reads an answer to its end, so many times, and keeps nothing of it: `node reader.mjs URL HEADERS TIMES`.
import { get } from 'node:http';

const [url, headers, times] = process.argv.slice(2);
process.send('begin');
process.disconnect();
for (let time = 0; time < Number(times); time += 1) {
  await new Promise((resolve, reject) => {
    const sent = get(url, { headers: JSON.parse(headers) }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`answered ${answer.statusCode}`));
      answer.resume().on('end', resolve).on('error', reject);
    });
    sent.on('error', reject);
  });
}
