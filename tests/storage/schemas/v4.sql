PRAGMA application_id = 1413764435;
PRAGMA user_version = 4;
BEGIN;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE "balances" (
   "id" INTEGER PRIMARY KEY,
   "read_at" REAL NOT NULL,
   "money" INTEGER NOT NULL
) STRICT;
CREATE TABLE "events" (
   "id" INTEGER PRIMARY KEY,
   "order_id" INTEGER NOT NULL REFERENCES "orders"("id"),
   "at" REAL NOT NULL,
   "kind" TEXT NOT NULL,
   "detail" TEXT NOT NULL
) STRICT;
CREATE TABLE kinds (id INTEGER PRIMARY KEY, standing TEXT NOT NULL, operator TEXT NOT NULL, speed INTEGER NOT NULL, UNIQUE (standing, operator, speed)) STRICT;
CREATE TABLE "orders" (
   "id" INTEGER PRIMARY KEY,
   "order_no" TEXT NOT NULL,
   "store_id" TEXT NOT NULL,
   "mobile" TEXT NOT NULL,
   "face" INTEGER NOT NULL,
   "price" INTEGER NOT NULL,
   "speed" INTEGER NOT NULL,
   "placed_at" REAL NOT NULL,
   "state" TEXT NOT NULL,
   "standing" TEXT NOT NULL,
   "sent_at" REAL,
   "ended_at" REAL,
   "status" INTEGER,
   "order_number" TEXT NOT NULL,
   "cost" INTEGER,
   "arrived" INTEGER,
   "words" TEXT NOT NULL,
   "declined" TEXT NOT NULL,
   "cancels" INTEGER NOT NULL,
   "not_found" INTEGER NOT NULL,
   "next_ask_at" REAL
, sends INTEGER NOT NULL DEFAULT 1, note TEXT NOT NULL DEFAULT '', cash_returned_at REAL, kind INTEGER NOT NULL DEFAULT 0, acknowledged_at REAL, prints INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE tallies (level INTEGER NOT NULL, bucket INTEGER NOT NULL, kind INTEGER NOT NULL, orders INTEGER NOT NULL, face INTEGER NOT NULL, price INTEGER NOT NULL, cost INTEGER NOT NULL, PRIMARY KEY (level, bucket, kind)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE orders_digits USING fts5(digits, tokenize = 'ascii', detail = none, content = '', prefix = '1 2');
CREATE VIRTUAL TABLE order_notes USING fts5(words, tokenize = 'unicode61 remove_diacritics 0');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX "idx_orders_order_no"
    ON "orders" ("order_no");
CREATE INDEX "idx_orders_mobile"
    ON "orders" ("mobile");
CREATE INDEX "idx_orders_standing"
    ON "orders" ("standing");
CREATE INDEX "idx_orders_ended_at"
    ON "orders" ("ended_at");
CREATE INDEX orders_due ON orders(next_ask_at) WHERE next_ask_at IS NOT NULL;
CREATE INDEX "idx_events_order_id"
    ON "events" ("order_id");
CREATE INDEX idx_orders_kind ON orders(kind);
CREATE INDEX orders_by_platform ON orders(order_number) WHERE order_number <> '';
CREATE INDEX orders_awaiting_word ON orders(id) WHERE standing IN ('refunded', 'cancelled', 'reversed', 'rejected', 'not_sent', 'partial') AND acknowledged_at IS NULL AND (cash_returned_at IS NULL OR cash_returned_at < ended_at);
CREATE TRIGGER digits_insert AFTER INSERT ON orders BEGIN INSERT INTO orders_digits (rowid, digits) VALUES (NEW.id, substr(NEW.mobile, 1, 3) || ' ' || substr(NEW.mobile, 2, 3) || ' ' || substr(NEW.mobile, 3, 3) || ' ' || substr(NEW.mobile, 4, 3) || ' ' || substr(NEW.mobile, 5, 3) || ' ' || substr(NEW.mobile, 6, 3) || ' ' || substr(NEW.mobile, 7, 3) || ' ' || substr(NEW.mobile, 8, 3) || ' ' || substr(NEW.mobile, 9, 3) || ' ' || substr(NEW.mobile, 10, 3) || ' ' || substr(NEW.mobile, 11, 3)); END;
INSERT INTO "_sqlite_migrations" VALUES (1, 'topup-desk', '0001_orders_events_balances', '2026-11-23 08:59:34.265116+00:00');
INSERT INTO "_sqlite_migrations" VALUES (2, 'topup-desk', '0002_sends_and_confirmed_refusals', '2026-11-25 21:01:57.970601+00:00');
INSERT INTO "_sqlite_migrations" VALUES (3, 'topup-desk', '0003_history_of_a_million', '2026-11-26 00:48:45.013494+00:00');
INSERT INTO "_sqlite_migrations" VALUES (4, 'topup-desk', '0004_acknowledged_and_printed', '2026-11-26 13:08:36.194894+00:00');
INSERT INTO "kinds" VALUES (1, 'checking', 'mobile', 1);
INSERT INTO "kinds" VALUES (2, 'failed', 'mobile', 1);
INSERT INTO "kinds" VALUES (3, 'not_sent', 'mobile', 1);
INSERT INTO "kinds" VALUES (4, 'refunded', 'mobile', 1);
INSERT INTO "kinds" VALUES (5, 'reversed', 'mobile', 1);
INSERT INTO "kinds" VALUES (6, 'running', 'mobile', 1);
INSERT INTO "kinds" VALUES (7, 'sending', 'mobile', 1);
INSERT INTO "kinds" VALUES (8, 'success', 'mobile', 1);
INSERT INTO "kinds" VALUES (9, 'unknown', 'mobile', 1);
INSERT INTO "kinds" VALUES (10, 'partial', 'mobile', 1);
INSERT INTO "kinds" VALUES (11, 'sending', 'unicom', 1);
INSERT INTO "kinds" VALUES (12, 'running', 'unicom', 1);
INSERT INTO "kinds" VALUES (13, 'success', 'unicom', 1);
INSERT INTO "kinds" VALUES (14, 'sending', 'telecom', 1);
INSERT INTO "kinds" VALUES (15, 'unknown', 'telecom', 1);
INSERT INTO "kinds" VALUES (16, 'closed', 'telecom', 1);
INSERT INTO "kinds" VALUES (17, 'running', 'telecom', 1);
INSERT INTO "kinds" VALUES (18, 'success', 'telecom', 1);
INSERT INTO "kinds" VALUES (19, 'reversed', 'telecom', 1);
INSERT INTO "orders" VALUES (1795396344000, 'T202611230001ABCD', '77', '13800138001', 10000, 10000, 1, 1795396344.0, 'sending', 'sending', 1795396344.0, NULL, NULL, '', NULL, NULL, '', '', 0, 0, NULL, 1, '王姐代付 Wang', NULL, 7, NULL, 0);
INSERT INTO "orders" VALUES (1795396344001, 'T202611230002ABCD', '77', '13800138002', 10000, 10000, 1, 1795396344.0, 'unknown', 'unknown', 1795396344.0, NULL, NULL, '', NULL, NULL, 'ReadTimeout', '订单不存在', 0, 0, 1795396894.0, 1, '', NULL, 9, NULL, 0);
INSERT INTO "orders" VALUES (1795396344002, 'T202611230003ABCD', '77', '13800138003', 10000, 10000, 1, 1795396344.0, 'accepted', 'running', 1795396344.0, NULL, 1, 'W3', NULL, NULL, '', '', 0, 0, 1795396359.0, 1, '', NULL, 6, NULL, 0);
INSERT INTO "orders" VALUES (1795396344003, 'T202611230004ABCD', '77', '13800138004', 10000, 10000, 1, 1795396344.0, 'accepted', 'success', 1795396344.0, 1795396350.0, 2, 'W4', 9500, 10000, '', '', 0, 0, 1795396950.0, 1, '', NULL, 8, NULL, 0);
INSERT INTO "orders" VALUES (1795396344004, 'T202611230005ABCD', '77', '13800138005', 10000, 10000, 1, 1795396344.0, 'accepted', 'refunded', 1795396344.0, 1795396404.0, 4, 'W5', 9500, NULL, '空号', '', 0, 0, NULL, 1, '', 1795420001.0, 4, NULL, 0);
INSERT INTO "orders" VALUES (1795396344005, 'T202611230006ABCD', '77', '13800138006', 10000, 10000, 1, 1795396344.0, 'checking', 'checking', 1795396344.0, NULL, NULL, '', NULL, NULL, '余额不足', '', 0, 0, 1795396344.0, 1, '', NULL, 1, NULL, 0);
INSERT INTO "orders" VALUES (1795396344006, 'T202611230007ABCD', '77', '13800138007', 10000, 10000, 1, 1795396344.0, 'not_sent', 'not_sent', 1795396344.0, 1795396345.0, NULL, '', NULL, NULL, 'ConnectError', '', 0, 0, NULL, 1, '', NULL, 3, 1795698516.0, 0);
INSERT INTO "orders" VALUES (1795396344007, 'T202611230008ABCD', '77', '13800138008', 10000, 10000, 1, 1795396344.0, 'accepted', 'success', 1795396344.0, 1795397249.0, 2, 'W8', 9500, NULL, '', '', 0, 0, 1795397849.0, 1, '', NULL, 8, NULL, 0);
INSERT INTO "orders" VALUES (1795396344008, 'T202611230009ABCD', '77', '13800138009', 10000, 10000, 1, 1795396344.0, 'accepted', 'reversed', 1795396344.0, 1795399944.0, 10, 'W9', 9500, 10000, '返销', '', 0, 0, NULL, 1, '', NULL, 5, 1795698516.0, 0);
INSERT INTO "orders" VALUES (1795396344009, 'T202611230010ABCD', '77', '13800138010', 10000, 10000, 1, 1795396344.0, 'accepted', 'failed', 1795396344.0, NULL, 3, 'W10', 9500, NULL, '失败', '', 1, 0, 1795396359.0, 1, '', NULL, 2, NULL, 0);
INSERT INTO "orders" VALUES (1795396344010, 'T202611230011ABCD', '77', '13800138011', 10000, 10000, 1, 1795396344.0, 'accepted', 'running', 1795396344.0, NULL, 99, 'W11', NULL, NULL, '', '系统繁忙', 0, 0, 1795396784.0, 1, '', NULL, 6, NULL, 0);
INSERT INTO "orders" VALUES (1795500060000, 'T202611250001ABCD', '77', '13800138100', 10000, 9980, 1, 1795500060.0, 'accepted', 'success', 1795500060.0, 1795500070.0, 2, 'W1795500060', 9800, 10000, '', '', 0, 0, 1795500731.40532, 1, '', NULL, 8, NULL, 0);
INSERT INTO "orders" VALUES (1795500120000, 'T202611250002ABCD', '77', '13800138101', 10000, 9980, 1, 1795500120.0, 'accepted', 'partial', 1795500120.0, 1795500130.0, 11, 'W1795500120', 9800, 3300, '部分', '', 0, 0, 1.79550080604290056233e+09, 1, '', NULL, 10, NULL, 0);
INSERT INTO "orders" VALUES (1795500180000, 'T202611250003ABCD', '77', '13800138102', 5000, 4980, 1, 1795500180.0, 'accepted', 'refunded', 1795500180.0, 1795500200.0, 4, 'W1795500180', 4900, NULL, '', '', 0, 0, NULL, 1, '', 1795500900.0, 4, NULL, 0);
INSERT INTO "orders" VALUES (1795500240000, 'T202611250004ABCD', '77', '18600138103', 20000, 19980, 1, 1795500240.0, 'accepted', 'success', 1795500240.0, 1795500250.0, 2, 'W1795500240', NULL, NULL, '', '', 0, 0, 1.79550088367498755456e+09, 1, '小王', NULL, 13, NULL, 0);
INSERT INTO "orders" VALUES (1795500300000, 'T202611250005ABCD', '77', '18900138104', 5000, 4980, 1, 1795500300.0, 'closed', 'closed', 1795500300.0, 1795506000.0, NULL, '', NULL, NULL, 'timeout', 'no', 0, 3, 1.79550667559868288043e+09, 1, '', NULL, 16, NULL, 0);
INSERT INTO "orders" VALUES (1795500360000, 'T202611250006ABCD', '77', '18900138105', 5000, 4980, 1, 1795500360.0, 'accepted', 'running', 1795500360.0, NULL, 1, 'W1795500360', 4850, NULL, '', '', 0, 0, 1.79550041938261127475e+09, 1, '', NULL, 17, NULL, 0);
INSERT INTO "orders" VALUES (1795500420000, 'T202611250007ABCD', '77', '18900138106', 5000, 4980, 1, 1795500420.0, 'accepted', 'reversed', 1795500420.0, 1795500470.0, 10, 'W1795500420', 4850, 0, '返销', '', 0, 0, NULL, 1, '', NULL, 19, NULL, 0);
INSERT INTO "events" VALUES (1, 1795396344000, 1795396344.0, 'placed', '{"order_no": "T202611230001ABCD", "store_id": "77", "mobile": "13800138001", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (2, 1795396344000, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (3, 1795396344001, 1795396344.0, 'placed', '{"order_no": "T202611230002ABCD", "store_id": "77", "mobile": "13800138002", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (4, 1795396344001, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (5, 1795396344001, 1795396364.0, 'push_unknown', '{"reason": "ReadTimeout"}');
INSERT INTO "events" VALUES (6, 1795396344001, 1795396744.0, 'query_declined', '{"code": "1030", "words": "订单不存在"}');
INSERT INTO "events" VALUES (7, 1795396344001, 1795396844.0, 'query_declined', '{"code": "1030", "words": "订单不存在"}');
INSERT INTO "events" VALUES (8, 1795396344002, 1795396344.0, 'placed', '{"order_no": "T202611230003ABCD", "store_id": "77", "mobile": "13800138003", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (9, 1795396344002, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (10, 1795396344002, 1795396345.0, 'push_accepted', '{"order_number": "W3", "words": "ok"}');
INSERT INTO "events" VALUES (11, 1795396344002, 1795396350.0, 'reported', '{"status": 1, "order_number": "W3", "cost": null, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES (12, 1795396344003, 1795396344.0, 'placed', '{"order_no": "T202611230004ABCD", "store_id": "77", "mobile": "13800138004", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (13, 1795396344003, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (14, 1795396344003, 1795396345.0, 'push_accepted', '{"order_number": "W4", "words": "ok"}');
INSERT INTO "events" VALUES (15, 1795396344003, 1795396350.0, 'reported', '{"status": 2, "order_number": "W4", "cost": 9500, "arrived": 10000, "words": ""}');
INSERT INTO "events" VALUES (16, 1795396344004, 1795396344.0, 'placed', '{"order_no": "T202611230005ABCD", "store_id": "77", "mobile": "13800138005", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (17, 1795396344004, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (18, 1795396344004, 1795396345.0, 'push_accepted', '{"order_number": "W5", "words": "ok"}');
INSERT INTO "events" VALUES (19, 1795396344004, 1795396350.0, 'reported', '{"status": 3, "order_number": "W5", "cost": 9500, "arrived": null, "words": "空号"}');
INSERT INTO "events" VALUES (20, 1795396344004, 1795396404.0, 'reported', '{"status": 4, "order_number": "W5", "cost": 9500, "arrived": null, "words": "空号"}');
INSERT INTO "events" VALUES (21, 1795396344005, 1795396344.0, 'placed', '{"order_no": "T202611230006ABCD", "store_id": "77", "mobile": "13800138006", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (22, 1795396344005, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (23, 1795396344005, 1795396345.0, 'push_rejected', '{"code": "1003", "words": "余额不足"}');
INSERT INTO "events" VALUES (24, 1795396344006, 1795396344.0, 'placed', '{"order_no": "T202611230007ABCD", "store_id": "77", "mobile": "13800138007", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (25, 1795396344006, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (26, 1795396344006, 1795396345.0, 'push_not_sent', '{"reason": "ConnectError"}');
INSERT INTO "events" VALUES (27, 1795396344007, 1795396344.0, 'placed', '{"order_no": "T202611230008ABCD", "store_id": "77", "mobile": "13800138008", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (28, 1795396344007, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (29, 1795396344007, 1795397244.0, 'interrupted', '{}');
INSERT INTO "events" VALUES (30, 1795396344007, 1795397249.0, 'reported', '{"status": 2, "order_number": "W8", "cost": 9500, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES (31, 1795396344008, 1795396344.0, 'placed', '{"order_no": "T202611230009ABCD", "store_id": "77", "mobile": "13800138009", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (32, 1795396344008, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (33, 1795396344008, 1795396345.0, 'push_accepted', '{"order_number": "W9", "words": "ok"}');
INSERT INTO "events" VALUES (34, 1795396344008, 1795396350.0, 'reported', '{"status": 2, "order_number": "W9", "cost": 9500, "arrived": 10000, "words": ""}');
INSERT INTO "events" VALUES (35, 1795396344008, 1795399944.0, 'reported', '{"status": 10, "order_number": "W9", "cost": 9500, "arrived": null, "words": "返销"}');
INSERT INTO "events" VALUES (36, 1795396344009, 1795396344.0, 'placed', '{"order_no": "T202611230010ABCD", "store_id": "77", "mobile": "13800138010", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (37, 1795396344009, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (38, 1795396344009, 1795396345.0, 'push_accepted', '{"order_number": "W10", "words": "ok"}');
INSERT INTO "events" VALUES (39, 1795396344009, 1795396350.0, 'reported', '{"status": 3, "order_number": "W10", "cost": 9500, "arrived": null, "words": "失败"}');
INSERT INTO "events" VALUES (40, 1795396344009, 1795396353.0, 'cancel_asked', '{"taken": false, "words": "不可取消"}');
INSERT INTO "events" VALUES (41, 1795396344010, 1795396344.0, 'placed', '{"order_no": "T202611230011ABCD", "store_id": "77", "mobile": "13800138011", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES (42, 1795396344010, 1795396344.0, 'claimed', '{}');
INSERT INTO "events" VALUES (43, 1795396344010, 1795396345.0, 'push_accepted', '{"order_number": "W11", "words": "ok"}');
INSERT INTO "events" VALUES (44, 1795396344010, 1795396350.0, 'reported', '{"status": 99, "order_number": "W11", "cost": null, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES (45, 1795396344010, 1795396744.0, 'query_declined', '{"code": "5", "words": "系统繁忙"}');
INSERT INTO "events" VALUES (46, 1795396344000, 1795420000.0, 'noted', '{"note": "王姐代付 Wang"}');
INSERT INTO "events" VALUES (47, 1795396344004, 1795420001.0, 'cash_returned', '{"returned": true}');
INSERT INTO "events" VALUES (48, 1795396344006, 1795420002.0, 'cash_returned', '{"returned": true}');
INSERT INTO "events" VALUES (49, 1795396344006, 1795420003.0, 'cash_returned', '{"returned": false}');
INSERT INTO "events" VALUES (50, 1795396344006, 1795698516.0, 'acknowledged', '{"by_update": true}');
INSERT INTO "events" VALUES (51, 1795396344008, 1795698516.0, 'acknowledged', '{"by_update": true}');
INSERT INTO "events" VALUES (52, 1795500060000, 1795500060.0, 'placed', '{"order_no": "T202611250001ABCD", "store_id": "77", "mobile": "13800138100", "face": 10000, "price": 9980, "speed": 1}');
INSERT INTO "events" VALUES (53, 1795500060000, 1795500060.0, 'claimed', '{}');
INSERT INTO "events" VALUES (54, 1795500060000, 1795500061.0, 'push_accepted', '{"order_number": "W1795500060", "words": "ok"}');
INSERT INTO "events" VALUES (55, 1795500060000, 1795500070.0, 'reported', '{"status": 2, "order_number": "W1795500060", "cost": 9800, "arrived": 10000, "words": ""}');
INSERT INTO "events" VALUES (56, 1795500120000, 1795500120.0, 'placed', '{"order_no": "T202611250002ABCD", "store_id": "77", "mobile": "13800138101", "face": 10000, "price": 9980, "speed": 1}');
INSERT INTO "events" VALUES (57, 1795500120000, 1795500120.0, 'claimed', '{}');
INSERT INTO "events" VALUES (58, 1795500120000, 1795500121.0, 'push_accepted', '{"order_number": "W1795500120", "words": "ok"}');
INSERT INTO "events" VALUES (59, 1795500120000, 1795500130.0, 'reported', '{"status": 11, "order_number": "W1795500120", "cost": 9800, "arrived": 3300, "words": "部分"}');
INSERT INTO "events" VALUES (60, 1795500180000, 1795500180.0, 'placed', '{"order_no": "T202611250003ABCD", "store_id": "77", "mobile": "13800138102", "face": 5000, "price": 4980, "speed": 1}');
INSERT INTO "events" VALUES (61, 1795500180000, 1795500180.0, 'claimed', '{}');
INSERT INTO "events" VALUES (62, 1795500180000, 1795500181.0, 'push_accepted', '{"order_number": "W1795500180", "words": "ok"}');
INSERT INTO "events" VALUES (63, 1795500180000, 1795500190.0, 'reported', '{"status": 3, "order_number": "W1795500180", "cost": 4900, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES (64, 1795500180000, 1795500200.0, 'reported', '{"status": 4, "order_number": "W1795500180", "cost": 4900, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES (65, 1795500180000, 1795500900.0, 'cash_returned', '{"returned": true}');
INSERT INTO "events" VALUES (66, 1795500240000, 1795500240.0, 'placed', '{"order_no": "T202611250004ABCD", "store_id": "77", "mobile": "18600138103", "face": 20000, "price": 19980, "speed": 1}');
INSERT INTO "events" VALUES (67, 1795500240000, 1795500240.0, 'noted', '{"note": "小王"}');
INSERT INTO "events" VALUES (68, 1795500240000, 1795500240.0, 'claimed', '{}');
INSERT INTO "events" VALUES (69, 1795500240000, 1795500241.0, 'push_accepted', '{"order_number": "W1795500240", "words": "ok"}');
INSERT INTO "events" VALUES (70, 1795500240000, 1795500250.0, 'reported', '{"status": 2, "order_number": "W1795500240", "cost": null, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES (71, 1795500300000, 1795500300.0, 'placed', '{"order_no": "T202611250005ABCD", "store_id": "77", "mobile": "18900138104", "face": 5000, "price": 4980, "speed": 1}');
INSERT INTO "events" VALUES (72, 1795500300000, 1795500300.0, 'claimed', '{}');
INSERT INTO "events" VALUES (73, 1795500300000, 1795500301.0, 'push_unknown', '{"reason": "timeout"}');
INSERT INTO "events" VALUES (74, 1795500300000, 1795505000.0, 'query_declined', '{"code": "1030", "words": "no", "age": 4000.0, "control": true}');
INSERT INTO "events" VALUES (75, 1795500300000, 1795505001.0, 'query_declined', '{"code": "1030", "words": "no", "age": 4000.0, "control": true}');
INSERT INTO "events" VALUES (76, 1795500300000, 1795505002.0, 'query_declined', '{"code": "1030", "words": "no", "age": 4000.0, "control": true}');
INSERT INTO "events" VALUES (77, 1795500300000, 1795506000.0, 'closed', '{}');
INSERT INTO "events" VALUES (78, 1795500360000, 1795500360.0, 'placed', '{"order_no": "T202611250006ABCD", "store_id": "77", "mobile": "18900138105", "face": 5000, "price": 4980, "speed": 1}');
INSERT INTO "events" VALUES (79, 1795500360000, 1795500360.0, 'claimed', '{}');
INSERT INTO "events" VALUES (80, 1795500360000, 1795500361.0, 'push_accepted', '{"order_number": "W1795500360", "words": "ok"}');
INSERT INTO "events" VALUES (81, 1795500360000, 1795500370.0, 'reported', '{"status": 1, "order_number": "W1795500360", "cost": 4850, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES (82, 1795500420000, 1795500420.0, 'placed', '{"order_no": "T202611250007ABCD", "store_id": "77", "mobile": "18900138106", "face": 5000, "price": 4980, "speed": 1}');
INSERT INTO "events" VALUES (83, 1795500420000, 1795500420.0, 'claimed', '{}');
INSERT INTO "events" VALUES (84, 1795500420000, 1795500421.0, 'push_accepted', '{"order_number": "W1795500420", "words": "ok"}');
INSERT INTO "events" VALUES (85, 1795500420000, 1795500430.0, 'reported', '{"status": 2, "order_number": "W1795500420", "cost": 4850, "arrived": 5000, "words": ""}');
INSERT INTO "events" VALUES (86, 1795500420000, 1795500470.0, 'reported', '{"status": 10, "order_number": "W1795500420", "cost": 4850, "arrived": 0, "words": "返销"}');
INSERT INTO "tallies" VALUES (0, 20780, 1, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (0, 20780, 2, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (0, 20780, 3, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (0, 20780, 4, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (0, 20780, 5, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (0, 20780, 6, 2, 20000, 20000, 0);
INSERT INTO "tallies" VALUES (0, 20780, 7, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (0, 20780, 8, 2, 20000, 20000, 19000);
INSERT INTO "tallies" VALUES (0, 20780, 9, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (0, 20781, 2, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (0, 20781, 4, 1, 5000, 4980, 4900);
INSERT INTO "tallies" VALUES (0, 20781, 6, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (0, 20781, 7, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (0, 20781, 8, 1, 10000, 9980, 9800);
INSERT INTO "tallies" VALUES (0, 20781, 10, 1, 10000, 9980, 9800);
INSERT INTO "tallies" VALUES (0, 20781, 11, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (0, 20781, 12, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (0, 20781, 13, 1, 20000, 19980, 0);
INSERT INTO "tallies" VALUES (0, 20781, 14, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (0, 20781, 15, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (0, 20781, 16, 1, 5000, 4980, 0);
INSERT INTO "tallies" VALUES (0, 20781, 17, 1, 5000, 4980, 4850);
INSERT INTO "tallies" VALUES (0, 20781, 18, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (0, 20781, 19, 1, 5000, 4980, 4850);
INSERT INTO "tallies" VALUES (1, 1298, 1, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (1, 1298, 2, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (1, 1298, 3, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (1, 1298, 4, 2, 15000, 14980, 14400);
INSERT INTO "tallies" VALUES (1, 1298, 5, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (1, 1298, 6, 2, 20000, 20000, 0);
INSERT INTO "tallies" VALUES (1, 1298, 7, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (1, 1298, 8, 3, 30000, 29980, 28800);
INSERT INTO "tallies" VALUES (1, 1298, 9, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (1, 1298, 10, 1, 10000, 9980, 9800);
INSERT INTO "tallies" VALUES (1, 1298, 11, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (1, 1298, 12, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (1, 1298, 13, 1, 20000, 19980, 0);
INSERT INTO "tallies" VALUES (1, 1298, 14, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (1, 1298, 15, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (1, 1298, 16, 1, 5000, 4980, 0);
INSERT INTO "tallies" VALUES (1, 1298, 17, 1, 5000, 4980, 4850);
INSERT INTO "tallies" VALUES (1, 1298, 18, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (1, 1298, 19, 1, 5000, 4980, 4850);
INSERT INTO "tallies" VALUES (2, 81, 1, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (2, 81, 2, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (2, 81, 3, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (2, 81, 4, 2, 15000, 14980, 14400);
INSERT INTO "tallies" VALUES (2, 81, 5, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (2, 81, 6, 2, 20000, 20000, 0);
INSERT INTO "tallies" VALUES (2, 81, 7, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (2, 81, 8, 3, 30000, 29980, 28800);
INSERT INTO "tallies" VALUES (2, 81, 9, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (2, 81, 10, 1, 10000, 9980, 9800);
INSERT INTO "tallies" VALUES (2, 81, 11, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (2, 81, 12, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (2, 81, 13, 1, 20000, 19980, 0);
INSERT INTO "tallies" VALUES (2, 81, 14, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (2, 81, 15, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (2, 81, 16, 1, 5000, 4980, 0);
INSERT INTO "tallies" VALUES (2, 81, 17, 1, 5000, 4980, 4850);
INSERT INTO "tallies" VALUES (2, 81, 18, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (2, 81, 19, 1, 5000, 4980, 4850);
INSERT INTO "tallies" VALUES (3, 5, 1, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (3, 5, 2, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (3, 5, 3, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (3, 5, 4, 2, 15000, 14980, 14400);
INSERT INTO "tallies" VALUES (3, 5, 5, 1, 10000, 10000, 9500);
INSERT INTO "tallies" VALUES (3, 5, 6, 2, 20000, 20000, 0);
INSERT INTO "tallies" VALUES (3, 5, 7, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (3, 5, 8, 3, 30000, 29980, 28800);
INSERT INTO "tallies" VALUES (3, 5, 9, 1, 10000, 10000, 0);
INSERT INTO "tallies" VALUES (3, 5, 10, 1, 10000, 9980, 9800);
INSERT INTO "tallies" VALUES (3, 5, 11, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (3, 5, 12, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (3, 5, 13, 1, 20000, 19980, 0);
INSERT INTO "tallies" VALUES (3, 5, 14, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (3, 5, 15, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (3, 5, 16, 1, 5000, 4980, 0);
INSERT INTO "tallies" VALUES (3, 5, 17, 1, 5000, 4980, 4850);
INSERT INTO "tallies" VALUES (3, 5, 18, 0, 0, 0, 0);
INSERT INTO "tallies" VALUES (3, 5, 19, 1, 5000, 4980, 4850);
INSERT INTO "balances" VALUES (1, 1795396344.0, 50000);
INSERT INTO "balances" VALUES (2, 1795396404.0, 40500);
INSERT INTO "balances" VALUES (3, 1795500100.0, 1234500);
INSERT INTO order_notes (rowid, words) VALUES (1795396344000, '王 姐 代 付 wang');
INSERT INTO order_notes (rowid, words) VALUES (1795500240000, '小 王');
CREATE TRIGGER tally_insert AFTER INSERT ON orders BEGIN INSERT INTO tallies VALUES (0, (NEW.id + 28800000) / 86400000 / 1, NEW.kind, 1, 1 * NEW.face, 1 * NEW.price, 1 * ifnull(NEW.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (1, (NEW.id + 28800000) / 86400000 / 16, NEW.kind, 1, 1 * NEW.face, 1 * NEW.price, 1 * ifnull(NEW.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (2, (NEW.id + 28800000) / 86400000 / 256, NEW.kind, 1, 1 * NEW.face, 1 * NEW.price, 1 * ifnull(NEW.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (3, (NEW.id + 28800000) / 86400000 / 4096, NEW.kind, 1, 1 * NEW.face, 1 * NEW.price, 1 * ifnull(NEW.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; END;
CREATE TRIGGER tally_update AFTER UPDATE OF kind, cost ON orders WHEN NEW.kind <> OLD.kind OR ifnull(NEW.cost, 0) <> ifnull(OLD.cost, 0) BEGIN INSERT INTO tallies VALUES (0, (OLD.id + 28800000) / 86400000 / 1, OLD.kind, -1, -1 * OLD.face, -1 * OLD.price, -1 * ifnull(OLD.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (0, (NEW.id + 28800000) / 86400000 / 1, NEW.kind, 1, 1 * NEW.face, 1 * NEW.price, 1 * ifnull(NEW.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (1, (OLD.id + 28800000) / 86400000 / 16, OLD.kind, -1, -1 * OLD.face, -1 * OLD.price, -1 * ifnull(OLD.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (1, (NEW.id + 28800000) / 86400000 / 16, NEW.kind, 1, 1 * NEW.face, 1 * NEW.price, 1 * ifnull(NEW.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (2, (OLD.id + 28800000) / 86400000 / 256, OLD.kind, -1, -1 * OLD.face, -1 * OLD.price, -1 * ifnull(OLD.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (2, (NEW.id + 28800000) / 86400000 / 256, NEW.kind, 1, 1 * NEW.face, 1 * NEW.price, 1 * ifnull(NEW.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (3, (OLD.id + 28800000) / 86400000 / 4096, OLD.kind, -1, -1 * OLD.face, -1 * OLD.price, -1 * ifnull(OLD.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; INSERT INTO tallies VALUES (3, (NEW.id + 28800000) / 86400000 / 4096, NEW.kind, 1, 1 * NEW.face, 1 * NEW.price, 1 * ifnull(NEW.cost, 0)) ON CONFLICT (level, bucket, kind) DO UPDATE SET orders = orders + excluded.orders, face = face + excluded.face, price = price + excluded.price, cost = cost + excluded.cost; END;
CREATE TRIGGER guard_orders_kept BEFORE DELETE ON orders WHEN 1 BEGIN SELECT RAISE(ABORT, 'guard_orders_kept'); END;
CREATE TRIGGER guard_events_kept BEFORE DELETE ON events WHEN 1 BEGIN SELECT RAISE(ABORT, 'guard_events_kept'); END;
CREATE TRIGGER guard_events_fixed BEFORE UPDATE ON events WHEN 1 BEGIN SELECT RAISE(ABORT, 'guard_events_fixed'); END;
CREATE TRIGGER guard_orders_fixed BEFORE UPDATE ON orders WHEN NEW.id IS NOT OLD.id OR NEW.order_no IS NOT OLD.order_no OR NEW.store_id IS NOT OLD.store_id OR NEW.mobile IS NOT OLD.mobile OR NEW.face IS NOT OLD.face OR NEW.price IS NOT OLD.price OR NEW.speed IS NOT OLD.speed OR NEW.placed_at IS NOT OLD.placed_at OR NEW.sends < OLD.sends BEGIN SELECT RAISE(ABORT, 'guard_orders_fixed'); END;
CREATE TRIGGER guard_orders_begin BEFORE INSERT ON orders WHEN NEW.state NOT IN ('sending', 'unknown') BEGIN SELECT RAISE(ABORT, 'guard_orders_begin'); END;
CREATE TRIGGER guard_orders_state BEFORE UPDATE ON orders WHEN NEW.state <> OLD.state AND NEW.state <> 'sending' AND (OLD.state, NEW.state) NOT IN (VALUES ('sending', 'accepted'), ('sending', 'checking'), ('sending', 'not_sent'), ('sending', 'unknown'), ('unknown', 'accepted'), ('unknown', 'closed'), ('checking', 'accepted'), ('checking', 'rejected'), ('rejected', 'accepted'), ('not_sent', 'accepted'), ('closed', 'accepted')) BEGIN SELECT RAISE(ABORT, 'guard_orders_state'); END;
CREATE TRIGGER guard_orders_send_again BEFORE UPDATE ON orders WHEN (NEW.state = 'sending' AND OLD.state <> 'sending' OR NEW.sends > OLD.sends) AND NEW.state <> 'unknown' AND NOT (NEW.state = 'sending' AND OLD.state = 'unknown' AND OLD.not_found >= 3 AND NEW.sends = OLD.sends + 1) BEGIN SELECT RAISE(ABORT, 'guard_orders_send_again'); END;
CREATE TRIGGER guard_orders_closed BEFORE UPDATE ON orders WHEN NEW.state = 'closed' AND OLD.state <> 'closed' AND OLD.not_found = 0 BEGIN SELECT RAISE(ABORT, 'guard_orders_closed'); END;
CREATE TRIGGER guard_orders_status BEFORE UPDATE ON orders WHEN OLD.status IS NOT NULL AND (NEW.status IS NULL OR (OLD.status, NEW.status) IN (VALUES (2, 0), (2, 1), (2, 5), (2, 6), (2, 7), (2, 8), (2, 12), (11, 0), (11, 5), (11, 6), (11, 7), (11, 8), (11, 12), (4, 0), (4, 1), (4, 3), (4, 5), (4, 6), (4, 7), (4, 8), (4, 12), (9, 0), (9, 1), (9, 3), (9, 5), (9, 6), (9, 7), (9, 8), (9, 12), (10, 0), (10, 1), (10, 3), (10, 5), (10, 6), (10, 7), (10, 8), (10, 12))) BEGIN SELECT RAISE(ABORT, 'guard_orders_status'); END;
CREATE TRIGGER guard_orders_accepted BEFORE UPDATE ON orders WHEN NEW.state = 'accepted' AND NEW.status IS NULL AND NEW.order_number = '' BEGIN SELECT RAISE(ABORT, 'guard_orders_accepted'); END;
COMMIT;
