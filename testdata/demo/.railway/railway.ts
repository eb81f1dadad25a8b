import { defineRailway, project, service, volume } from "railway/iac";

const pgdata = volume("pgdata", { region: "us-west2", sizeMB: 50000 });

const db = service("db", {
  source: { image: "postgres:16" },
  volumeMounts: { "/var/lib/postgresql/data": pgdata },
});

export default defineRailway((ctx) =>
  project("rental", {
    resources: [
      pgdata,
      db,
      service("storefront", {
        replicas: ctx.environment === "production" ? 3 : 1,
      }),
    ],
  }),
);
