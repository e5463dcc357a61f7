/** The parts of the SDK's own compiled protocol that the local Tablestore reads and writes (tablestore 5.6.5). */
declare module "tablestore/lib/protocol/tablestore_compiled_proto.js" {
  type Message<Read, Write = Read> = {
    decode(bytes: Uint8Array): Read;
    encode(message: Write): { finish(): Uint8Array };
  };
  type Consumed = { capacityUnit: { read: number; write: number } };
  type Capacity = { capacityUnit: { read: number; write: number } };

  type WireSchema = { name: string; type: number; option?: number };
  type WireIndex = {
    name: string;
    primaryKey: string[];
    definedColumn: string[];
    indexUpdateMode: number;
    indexType: number;
    indexSyncPhase?: number;
  };
  type WireMeta = { tableName: string; primaryKey: WireSchema[]; definedColumn: WireSchema[] };
  type WireOptions = {
    timeToLive: number;
    maxVersions: number;
    deviationCellVersionInSec: { toString(): string };
    allowUpdate?: boolean;
  };
  type WireCondition = { rowExistence: number; columnCondition: Uint8Array };
  type WireReturn = { returnType: number; returnColumnNames: string[] };
  type WireRead = {
    columnsToGet: string[];
    maxVersions: number;
    filter: Uint8Array;
    timeRange: object | null;
    startColumn: string;
    endColumn: string;
    token?: Uint8Array | Uint8Array[];
    transactionId?: string;
  };
  type WireWrite = { condition: WireCondition; returnContent: WireReturn | null; transactionId?: string };
  type Named = { tableName: string };
  type RowOutcome =
    | { isOk: true; consumed: Consumed; row?: Uint8Array | undefined }
    | { isOk: false; error: { code: string; message: string } };
  type BatchResponse = { tables: { tableName: string; rows: RowOutcome[] }[] };
  type RowResponse = { consumed: Consumed; row?: Uint8Array | undefined };
  type Empty = Record<string, never>;

  const protocol: {
    main: {
      proto: {
        Error: Message<{ code: string; message: string }>;
        CreateTableRequest: Message<{
          tableMeta: WireMeta;
          tableOptions: WireOptions | null;
          streamSpec: { enableStream: boolean } | null;
          partitions: unknown[];
          indexMetas: WireIndex[];
        }>;
        CreateTableResponse: Message<Empty>;
        DescribeTableRequest: Message<Named>;
        DescribeTableResponse: Message<{
          tableMeta: WireMeta;
          reservedThroughputDetails: Capacity & { lastIncreaseTime: number };
          tableOptions: WireOptions;
          tableStatus: number;
          indexMetas: WireIndex[];
        }>;
        ListTableResponse: Message<{ tableNames: string[] }>;
        DeleteTableRequest: Message<Named>;
        DeleteTableResponse: Message<Empty>;
        GetRowRequest: Message<Named & WireRead & { primaryKey: Uint8Array }>;
        GetRowResponse: Message<RowResponse & { row: Uint8Array }>;
        PutRowRequest: Message<Named & WireWrite & { row: Uint8Array }>;
        PutRowResponse: Message<RowResponse>;
        UpdateRowRequest: Message<Named & WireWrite & { rowChange: Uint8Array }>;
        UpdateRowResponse: Message<RowResponse>;
        DeleteRowRequest: Message<Named & WireWrite & { primaryKey: Uint8Array }>;
        DeleteRowResponse: Message<RowResponse>;
        GetRangeRequest: Message<
          Named &
            WireRead & {
              direction: number;
              limit: number;
              inclusiveStartPrimaryKey: Uint8Array;
              exclusiveEndPrimaryKey: Uint8Array;
            }
        >;
        GetRangeResponse: Message<{
          consumed: Consumed;
          rows: Uint8Array;
          nextStartPrimaryKey?: Uint8Array | undefined;
        }>;
        BatchGetRowRequest: Message<{ tables: (Named & WireRead & { primaryKey: Uint8Array[] })[] }>;
        BatchGetRowResponse: Message<BatchResponse>;
        BatchWriteRowRequest: Message<{
          tables: (Named & { rows: (WireWrite & { type: number; rowChange: Uint8Array })[] })[];
          transactionId: string;
        }>;
        BatchWriteRowResponse: Message<BatchResponse>;
      };
    };
    filter: {
      proto: {
        Filter: Message<{ type: number; filter: Uint8Array }>;
        SingleColumnValueFilter: Message<{
          comparator: number;
          columnName: string;
          columnValue: Uint8Array;
          filterIfMissing: boolean;
          latestVersionOnly: boolean;
        }>;
        CompositeColumnValueFilter: Message<{
          combinator: number;
          subFilters: { type: number; filter: Uint8Array }[];
        }>;
      };
    };
  };
  export = protocol;
}
