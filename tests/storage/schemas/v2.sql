PRAGMA application_id=1413764435;
PRAGMA user_version=2;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'topup-desk','0001_orders_events_balances','2026-11-23 08:59:34.265116+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'topup-desk','0002_sends_and_confirmed_refusals','2026-11-25 21:01:57.970601+00:00');
CREATE TABLE "balances" (
   "id" INTEGER PRIMARY KEY,
   "read_at" REAL NOT NULL,
   "money" INTEGER NOT NULL
) STRICT;
INSERT INTO "balances" VALUES(1,1795396344.0,50000);
INSERT INTO "balances" VALUES(2,1795396404.0,40500);
CREATE TABLE "events" (
   "id" INTEGER PRIMARY KEY,
   "order_id" INTEGER NOT NULL REFERENCES "orders"("id"),
   "at" REAL NOT NULL,
   "kind" TEXT NOT NULL,
   "detail" TEXT NOT NULL
) STRICT;
INSERT INTO "events" VALUES(1,1,1795396344.0,'placed','{"order_no": "T202611230001ABCD", "store_id": "77", "mobile": "13800138001", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(2,1,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(3,2,1795396344.0,'placed','{"order_no": "T202611230002ABCD", "store_id": "77", "mobile": "13800138002", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(4,2,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(5,2,1795396364.0,'push_unknown','{"reason": "ReadTimeout"}');
INSERT INTO "events" VALUES(6,2,1795396744.0,'query_declined','{"code": "1030", "words": "订单不存在"}');
INSERT INTO "events" VALUES(7,2,1795396844.0,'query_declined','{"code": "1030", "words": "订单不存在"}');
INSERT INTO "events" VALUES(8,3,1795396344.0,'placed','{"order_no": "T202611230003ABCD", "store_id": "77", "mobile": "13800138003", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(9,3,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(10,3,1795396345.0,'push_accepted','{"order_number": "W3", "words": "ok"}');
INSERT INTO "events" VALUES(11,3,1795396350.0,'reported','{"status": 1, "order_number": "W3", "cost": null, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES(12,4,1795396344.0,'placed','{"order_no": "T202611230004ABCD", "store_id": "77", "mobile": "13800138004", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(13,4,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(14,4,1795396345.0,'push_accepted','{"order_number": "W4", "words": "ok"}');
INSERT INTO "events" VALUES(15,4,1795396350.0,'reported','{"status": 2, "order_number": "W4", "cost": 9500, "arrived": 10000, "words": ""}');
INSERT INTO "events" VALUES(16,5,1795396344.0,'placed','{"order_no": "T202611230005ABCD", "store_id": "77", "mobile": "13800138005", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(17,5,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(18,5,1795396345.0,'push_accepted','{"order_number": "W5", "words": "ok"}');
INSERT INTO "events" VALUES(19,5,1795396350.0,'reported','{"status": 3, "order_number": "W5", "cost": 9500, "arrived": null, "words": "空号"}');
INSERT INTO "events" VALUES(20,5,1795396404.0,'reported','{"status": 4, "order_number": "W5", "cost": 9500, "arrived": null, "words": "空号"}');
INSERT INTO "events" VALUES(21,6,1795396344.0,'placed','{"order_no": "T202611230006ABCD", "store_id": "77", "mobile": "13800138006", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(22,6,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(23,6,1795396345.0,'push_rejected','{"code": "1003", "words": "余额不足"}');
INSERT INTO "events" VALUES(24,7,1795396344.0,'placed','{"order_no": "T202611230007ABCD", "store_id": "77", "mobile": "13800138007", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(25,7,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(26,7,1795396345.0,'push_not_sent','{"reason": "ConnectError"}');
INSERT INTO "events" VALUES(27,8,1795396344.0,'placed','{"order_no": "T202611230008ABCD", "store_id": "77", "mobile": "13800138008", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(28,8,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(29,8,1795397244.0,'interrupted','{}');
INSERT INTO "events" VALUES(30,8,1795397249.0,'reported','{"status": 2, "order_number": "W8", "cost": 9500, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES(31,9,1795396344.0,'placed','{"order_no": "T202611230009ABCD", "store_id": "77", "mobile": "13800138009", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(32,9,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(33,9,1795396345.0,'push_accepted','{"order_number": "W9", "words": "ok"}');
INSERT INTO "events" VALUES(34,9,1795396350.0,'reported','{"status": 2, "order_number": "W9", "cost": 9500, "arrived": 10000, "words": ""}');
INSERT INTO "events" VALUES(35,9,1795399944.0,'reported','{"status": 10, "order_number": "W9", "cost": 9500, "arrived": null, "words": "返销"}');
INSERT INTO "events" VALUES(36,10,1795396344.0,'placed','{"order_no": "T202611230010ABCD", "store_id": "77", "mobile": "13800138010", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(37,10,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(38,10,1795396345.0,'push_accepted','{"order_number": "W10", "words": "ok"}');
INSERT INTO "events" VALUES(39,10,1795396350.0,'reported','{"status": 3, "order_number": "W10", "cost": 9500, "arrived": null, "words": "失败"}');
INSERT INTO "events" VALUES(40,10,1795396353.0,'cancel_asked','{"taken": false, "words": "不可取消"}');
INSERT INTO "events" VALUES(41,11,1795396344.0,'placed','{"order_no": "T202611230011ABCD", "store_id": "77", "mobile": "13800138011", "face": 10000, "price": 10000, "speed": 1}');
INSERT INTO "events" VALUES(42,11,1795396344.0,'claimed','{}');
INSERT INTO "events" VALUES(43,11,1795396345.0,'push_accepted','{"order_number": "W11", "words": "ok"}');
INSERT INTO "events" VALUES(44,11,1795396350.0,'reported','{"status": 99, "order_number": "W11", "cost": null, "arrived": null, "words": ""}');
INSERT INTO "events" VALUES(45,11,1795396744.0,'query_declined','{"code": "5", "words": "系统繁忙"}');
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
, sends INTEGER NOT NULL DEFAULT 1) STRICT;
INSERT INTO "orders" VALUES(1,'T202611230001ABCD','77','13800138001',10000,10000,1,1795396344.0,'sending','sending',1795396344.0,NULL,NULL,'',NULL,NULL,'','',0,0,NULL,1);
INSERT INTO "orders" VALUES(2,'T202611230002ABCD','77','13800138002',10000,10000,1,1795396344.0,'unknown','unknown',1795396344.0,NULL,NULL,'',NULL,NULL,'ReadTimeout','订单不存在',0,0,1795396894.0,1);
INSERT INTO "orders" VALUES(3,'T202611230003ABCD','77','13800138003',10000,10000,1,1795396344.0,'accepted','running',1795396344.0,NULL,1,'W3',NULL,NULL,'','',0,0,1795396359.0,1);
INSERT INTO "orders" VALUES(4,'T202611230004ABCD','77','13800138004',10000,10000,1,1795396344.0,'accepted','success',1795396344.0,1795396350.0,2,'W4',9500,10000,'','',0,0,1795396950.0,1);
INSERT INTO "orders" VALUES(5,'T202611230005ABCD','77','13800138005',10000,10000,1,1795396344.0,'accepted','refunded',1795396344.0,1795396404.0,4,'W5',9500,NULL,'空号','',0,0,NULL,1);
INSERT INTO "orders" VALUES(6,'T202611230006ABCD','77','13800138006',10000,10000,1,1795396344.0,'checking','checking',1795396344.0,NULL,NULL,'',NULL,NULL,'余额不足','',0,0,1795396344.0,1);
INSERT INTO "orders" VALUES(7,'T202611230007ABCD','77','13800138007',10000,10000,1,1795396344.0,'not_sent','not_sent',1795396344.0,1795396345.0,NULL,'',NULL,NULL,'ConnectError','',0,0,NULL,1);
INSERT INTO "orders" VALUES(8,'T202611230008ABCD','77','13800138008',10000,10000,1,1795396344.0,'accepted','success',1795396344.0,1795397249.0,2,'W8',9500,NULL,'','',0,0,1795397849.0,1);
INSERT INTO "orders" VALUES(9,'T202611230009ABCD','77','13800138009',10000,10000,1,1795396344.0,'accepted','reversed',1795396344.0,1795399944.0,10,'W9',9500,10000,'返销','',0,0,NULL,1);
INSERT INTO "orders" VALUES(10,'T202611230010ABCD','77','13800138010',10000,10000,1,1795396344.0,'accepted','failed',1795396344.0,NULL,3,'W10',9500,NULL,'失败','',1,0,1795396359.0,1);
INSERT INTO "orders" VALUES(11,'T202611230011ABCD','77','13800138011',10000,10000,1,1795396344.0,'accepted','running',1795396344.0,NULL,99,'W11',NULL,NULL,'','系统繁忙',0,0,1795396784.0,1);
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
