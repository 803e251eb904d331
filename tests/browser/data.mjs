// A real file of keys and values: the packages of this machine and their versions.
import { execFileSync } from 'node:child_process';

const k_keysMin = 1000;

const packages = () => {
  try {
    return execFileSync('dpkg-query', ['-W', '-f', '${Package}\\t${Version}\\n'], { encoding: 'utf8' });
  } catch {
    return '';
  }
};

/// { name, text, keys, source }: TSV text, how many different keys it has, and where it is from.
export const realData = () => {
  let text = packages();
  let source = 'dpkg-query';
  if (!text) source = 'generated: this system has no dpkg-query';
  const keys = new Set(text.split('\n').filter(Boolean).map((line) => line.split('\t')[0]));
  if (text && keys.size < k_keysMin) source = `dpkg-query, and generated lines beyond its ${keys.size} packages`;
  for (let i = keys.size; keys.size < k_keysMin; i++) {
    keys.add(`generated-${i}`);
    text += `generated-${i}\t1.0-${i}\n`;
  }
  return { name: 'packages.tsv', text, keys: keys.size, source };
};
