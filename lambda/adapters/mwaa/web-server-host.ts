/**
 * The names that MWAA gives its web servers: public, private (`-vpce`), China's partition and the
 * dual-stack form.
 *
 * Source: Amazon MWAA User Guide, "Creating an Apache Airflow CLI token" and "Managing access to
 * service-specific VPC endpoints".
 */
const WEB_SERVER_HOST =
  /^[a-z0-9-]{8,80}\.(?:c\d+\.)?(?:[a-z]{2}(?:-[a-z]+)+-\d\.airflow\.(?:amazonaws\.com(?:\.cn)?|api\.aws)|airflow\.[a-z]{2}(?:-[a-z]+)+-\d\.on\.aws)$/;

/** Whether a token may be sent to this host. */
export function isWebServerHost(host: string): boolean {
  return host.length <= 253 && WEB_SERVER_HOST.test(host);
}
