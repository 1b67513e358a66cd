import type { Import } from '@lizhu/land/contract';
import type { Reader } from './browser.ts';

/** Drops a file on the page of imports, waits for what the platform takes it for, and gives the id of the import. */
export async function dropFile(reader: Reader, name: string, bytes: Buffer): Promise<string> {
  const { page } = reader;
  await reader.open('/land/imports');
  await page.locator('.drop-zone').evaluate(
    (zone, { fileName, base64 }) => {
      const dataTransfer = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([content], fileName));
      for (const kind of ['dragover', 'drop'])
        zone.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    },
    { fileName: name, base64: bytes.toString('base64') },
  );
  await page.waitForURL(/\/land\/imports\/[0-9a-f-]{36}/);
  await page.getByRole('heading', { name: '这个文件看来是' }).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

export const readImport = (reader: Reader, id: string): Promise<Import> =>
  reader.ask<Import>(`/api/v1/land/imports/${id}`);

/** What still keeps the dry run from starting, as the page lists it. */
export async function missing(reader: Reader): Promise<string[]> {
  return reader.page.locator('.missing-list li').allInnerTexts();
}

/** The guess of one matter (格式, 编码, 坐标系): what is proposed, and how sure it is. */
export async function guess(reader: Reader, label: string): Promise<string> {
  const row = reader.page.locator('.guess', { has: reader.page.locator(`label:text-is("${label}")`) });
  return (await row.innerText()).replaceAll(/\s+/g, ' ');
}

export async function dryRun(reader: Reader): Promise<void> {
  await reader.page.getByRole('button', { name: '试导入', exact: true }).click();
  await reader.page.getByRole('button', { name: /^入库 / }).waitFor();
  await reader.settled();
}

/** The words of the figures at the top of a report. */
export async function figures(reader: Reader): Promise<string> {
  return reader.words('.figures');
}

export async function commit(reader: Reader): Promise<void> {
  await reader.page.getByRole('button', { name: /^入库 / }).click();
  await reader.page.getByText('已入库。可用性将随即重算，地图会自动更新。').waitFor();
}

/** Undoes the import whose page is open; waits until the ledger is as it was. */
export async function undo(reader: Reader): Promise<void> {
  await reader.page.getByRole('button', { name: '撤销整次导入' }).click();
  await reader.page.locator('.ant-popconfirm').getByRole('button', { name: '撤销整次导入' }).click();
  await reader.page.getByText('已撤销，台账回到导入之前。').waitFor();
}
