"""Pictures of a visit: photographs and DICOM images of guidance, stripped, kept in the database, served by a view."""
