"""Of Airflow 2's web server, which listens on 127.0.0.1 only: whoever asks may do everything."""

AUTH_ROLE_PUBLIC = "Admin"
