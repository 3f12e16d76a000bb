/** The service that collections are run on. */
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { dataFolder, startService, type Service } from '../support/service.js';
import { readEnvironment, type Value } from './newman.js';

export type Server = {
  service: Service;
  database: TestDatabase['database'];
  data: string;
  /** The certificate that its answers are trusted by. */
  certificateFile: string;
  /** The environment as a user fills it in, who reaches the service at `url`. */
  environment(url?: string): Promise<Value[]>;
  close(): Promise<void>;
};

export const appKey = 'test-key-of-the-service';

export async function startServer(): Promise<Server> {
  const db = await testDatabase();
  const data = await dataFolder();
  const service = await startService({
    DATABASE_URL: db.url,
    DATA_DIR: data.path,
    // Nobody answers there: the monitors of the examples send nothing off this machine.
    DNS_SERVERS: '127.0.0.1:9',
  });
  return {
    service,
    database: db.database,
    data: data.path,
    certificateFile: join(data.path, 'tls/cert.pem'),
    environment: (url = service.url) =>
      readEnvironment({
        base_url: url,
        app_key: appKey,
        email: 'postman@example.com',
        password: 'correct horse battery',
      }),
    async close() {
      await service.stop();
      await data.remove();
      await db.close();
    },
  };
}
