Instance: ccm-action-diabetes-education
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(diabetes-education, ServiceRequest, referral, [[Diabetes self-management class]], [[Clase de manejo de la diabetes]])
* insert Says([[A teacher helps you with food, exercise, medicines and measuring. Medicare helps to pay for it.]], [[Un educador le ayuda con la comida, el ejercicio, los medicamentos y las mediciones. Medicare ayuda a pagarlo.]])
* code = http://snomed.info/sct#698360004
* insert By(practitioner, specialist)

Instance: ccm-action-dietitian
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(dietitian, ServiceRequest, referral, [[Meet a dietitian]], [[Consulta con nutricionista]])
* insert Says([[A dietitian makes an eating plan with you that fits your conditions and what you like.]], [[Una nutricionista prepara con usted un plan de comidas adecuado a sus enfermedades y a sus gustos.]])
* insert By(practitioner, dietitian)

Instance: ccm-action-pulmonary-rehabilitation
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(pulmonary-rehabilitation, ServiceRequest, referral, [[Lung rehabilitation]], [[Rehabilitación pulmonar]])
* insert Says([[Exercise and breathing training with a team, for some weeks. It helps more than most medicines.]], [[Ejercicio y entrenamiento de la respiración con un equipo, por unas semanas. Ayuda más que muchos medicamentos.]])
* code = http://snomed.info/sct#15081005
* insert By(practitioner, therapist)

Instance: ccm-action-cardiac-rehabilitation
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(cardiac-rehabilitation, ServiceRequest, referral, [[Heart rehabilitation]], [[Rehabilitación del corazón]])
* insert Says([[Exercise under supervision and teaching after a heart attack, a stent, bypass surgery or with angina.]], [[Ejercicio supervisado y educación después de un infarto, un stent, una cirugía de bypass o con angina.]])
* insert By(practitioner, therapist)

Instance: ccm-action-physical-therapy
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(physical-therapy, ServiceRequest, referral, [[Physical therapy]], [[Fisioterapia]])
* insert Says([[A therapist shows you exercises for strength, balance and easier movement, and checks canes and walkers.]], [[Un terapeuta le enseña ejercicios de fuerza, equilibrio y movimiento, y revisa bastones y andadores.]])
* code = http://snomed.info/sct#91251008
* insert By(practitioner, therapist)

Instance: ccm-action-stroke-rehabilitation
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(stroke-rehabilitation, ServiceRequest, referral, [[Rehabilitation after stroke]], [[Rehabilitación después del derrame]])
* insert Says([[Therapists look at walking, hands, speech and swallowing, and train what is hard.]], [[Los terapeutas revisan cómo camina, las manos, el habla y cómo traga, y entrenan lo que cuesta.]])
* insert By(practitioner, therapist)

Instance: ccm-action-nephrologist
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(nephrologist, ServiceRequest, referral, [[See a kidney specialist]], [[Consulta con especialista en riñón]])
* insert Says([[A kidney doctor helps to slow the disease and to plan ahead.]], [[Un médico de los riñones ayuda a frenar la enfermedad y a planear a tiempo.]])
* insert By(practitioner, specialist)

Instance: ccm-action-counseling
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(counseling, ServiceRequest, referral, [[Talk therapy]], [[Terapia psicológica]])
* insert Says([[A counselor helps you to change thoughts and habits that keep you low. It works as well as medicine, and best together.]], [[Un consejero le ayuda a cambiar pensamientos y hábitos que le mantienen decaído. Funciona tan bien como los medicamentos, y mejor junto con ellos.]])
* code = http://snomed.info/sct#228557008
* insert By(practitioner, behavioral-health)

Instance: ccm-action-specialist-notes
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(specialist-notes, Task, referral, [[Keep your specialists and us in step]], [[Mantenernos en contacto con sus especialistas]])
* insert Says([[We ask your other doctors and agencies for their notes, send them this plan, and settle what does not agree.]], [[Pedimos las notas de sus otros médicos y servicios, les enviamos este plan y aclaramos lo que no coincida.]])
* insert By(practitioner, care-manager)
* insert Every(1, 3, mo)

Instance: ccm-action-cancer-follow-up-plan
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(cancer-follow-up-plan, Task, referral, [[Your follow-up plan from the cancer team]], [[Su plan de seguimiento del equipo de oncología]])
* insert Says([[We get the summary of your treatment and the list of check-ups from your cancer doctor, and make sure that each one happens.]], [[Pedimos a su oncólogo el resumen de su tratamiento y la lista de controles, y cuidamos de que se haga cada uno.]])
* insert By(practitioner, care-manager)
* insert Every(1, 6, mo)
