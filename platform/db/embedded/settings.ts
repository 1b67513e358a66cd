import { totalmem } from 'node:os';

export const SETTINGS_FILE = 'lizhu.conf';
const MIB = 1024 * 1024;

/** Most write-ahead log between two checkpoints; the ballast must outweigh it. */
export const MAX_WAL_MIB = 256;

/**
 * The launcher's settings, rewritten at every start. What an operator sets with ALTER SYSTEM still wins.
 *
 * @param durable False only for databases that tests throw away: no fsync.
 */
export function serverSettings(durable: boolean): string {
  const memoryMib = totalmem() / MIB;
  const sharedMib = Math.round(Math.min(1024, Math.max(128, memoryMib / 16)));
  const settings: Record<string, string> = {
    listen_addresses: `'127.0.0.1'`,
    unix_socket_directories: `''`,
    // Test files of several runs share one server.
    max_connections: durable ? '100' : '300',
    shared_buffers: `${durable ? sharedMib : 128}MB`,
    effective_cache_size: `${Math.round(Math.max(256, memoryMib / 4))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: `${MAX_WAL_MIB}MB`,
    min_wal_size: '80MB',
    jit: 'off',
    random_page_cost: '1.1',
    timezone: `'UTC'`,
    log_timezone: `'UTC'`,
    lc_messages: `'C'`,
    logging_collector: 'on',
    log_filename: `'postgresql-%a.log'`,
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_line_prefix: `'%m [%p] %q%u@%d '`,
    log_min_error_statement: 'panic',
    password_encryption: `'scram-sha-256'`,
  };
  if (!durable) {
    Object.assign(settings, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' });
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return `# Written by Lizhu at every start. Put your own settings in with ALTER SYSTEM.\n${lines.join('\n')}\n`;
}
