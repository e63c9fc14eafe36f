id VisitId // ! ESDL1006 A file begins with the context it belongs to

context Clinic

id DoctorId
