Instance: ccm-action-monthly-call
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(monthly-call, Task, follow-up, [[Monthly call]], [[Llamada mensual]])
* insert Says([[We call to ask how you are, go over your goals and steps, and help with what gets in the way.]], [[Llamamos para saber cómo está, repasar sus metas y pasos, y ayudar con lo que estorbe.]])
* insert By(practitioner, care-manager)
* insert Every(1, 1, mo)

Instance: ccm-action-plan-review
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(plan-review, Task, follow-up, [[Review of this plan]], [[Revisión de este plan]])
* insert Says([[Your practitioner goes over the whole plan with you and your care manager. Sooner after a hospital stay or a big change.]], [[Su médico revisa todo el plan con usted y su coordinador. Antes, si estuvo en el hospital o hubo un cambio grande.]])
* insert By(practitioner, billing-practitioner)
* insert Every(1, 6, mo)

Instance: ccm-action-advance-care-planning
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(advance-care-planning, Task, follow-up, [[Talk about your wishes for later]], [[Hablar de sus deseos para el futuro]])
* insert Says([[Who should speak for you if you cannot, and what matters most to you then. We help to write it down.]], [[Quién debe hablar por usted si no puede, y qué es lo más importante para usted. Le ayudamos a ponerlo por escrito.]])
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)

Instance: ccm-action-flu-vaccine
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(flu-vaccine, ServiceRequest, preventive-care, [[Flu shot]], [[Vacuna contra la gripe]])
* insert Says([[Every fall, best in September or October.]], [[Cada otoño, de preferencia en septiembre u octubre.]])
* insert By(practitioner, nurse)
* insert Every(1, 1, a)

Instance: ccm-action-vaccine-check
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(vaccine-check, Task, preventive-care, [[Check of your other vaccines]], [[Revisión de sus otras vacunas]])
* insert Says([[We check pneumonia, COVID-19, RSV, shingles, tetanus and, with diabetes, hepatitis B, and plan what is missing.]], [[Revisamos neumonía, COVID-19, VRS, culebrilla, tétanos y, si tiene diabetes, hepatitis B, y planeamos lo que falte.]])
* insert By(practitioner, nurse)
* insert Every(1, 1, a)

Instance: ccm-action-wellness-visit
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(wellness-visit, ServiceRequest, preventive-care, [[Annual wellness visit]], [[Visita anual de bienestar]])
* insert Says([[A yearly visit, free with Medicare Part B, to plan screening and prevention.]], [[Una visita al año, gratis con la Parte B de Medicare, para planear exámenes y prevención.]])
* insert By(practitioner, billing-practitioner)
* insert Every(1, 1, a)

Instance: ccm-action-cancer-screening-check
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(cancer-screening-check, Task, preventive-care, [[Check of your cancer screening]], [[Revisión de sus exámenes de detección de cáncer]])
* insert Says([[We look up which screening tests fit your age and health, and plan those you want.]], [[Vemos qué exámenes de detección convienen a su edad y su salud, y planeamos los que usted quiera.]])
* insert By(practitioner, nurse)
* insert Every(1, 1, a)

Instance: ccm-action-assess-memory
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(assess-memory, Task, assessment, [[Memory and thinking check]], [[Evaluación de memoria y pensamiento]])
* insert Says([[A few questions and small tasks, about ten minutes.]], [[Unas preguntas y tareas sencillas, unos diez minutos.]])
* insert By(practitioner, nurse)
* insert Every(1, 1, a)

Instance: ccm-action-assess-daily-life
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(assess-daily-life, Task, assessment, [[Daily life and fall check]], [[Evaluación de la vida diaria y las caídas]])
* insert Says([[We ask how you manage at home, walk, bathe, shop and handle money and pills, and whether you have fallen.]], [[Le preguntamos cómo se maneja en casa, camina, se baña, hace compras y lleva su dinero y sus pastillas, y si se ha caído.]])
* insert By(practitioner, nurse)
* insert Every(1, 1, a)

Instance: ccm-action-assess-home
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(assess-home, Task, assessment, [[Home safety check]], [[Revisión de seguridad del hogar]])
* insert Says([[Rugs, stairs, light, bathroom, stove, smoke alarm: we go through the home with you and say what to change.]], [[Tapetes, escaleras, luz, baño, estufa, detector de humo: recorremos la casa con usted y decimos qué cambiar.]])
* insert By(practitioner, social-worker)
* insert Every(1, 1, a)

Instance: ccm-action-assess-social-needs
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(assess-social-needs, Task, assessment, [[Mood and social needs check]], [[Evaluación del ánimo y las necesidades sociales]])
* insert Says([[Questions about mood, company, food, housing, money and getting around, so that we can find help.]], [[Preguntas sobre ánimo, compañía, comida, vivienda, dinero y transporte, para poder buscar ayuda.]])
* code = http://snomed.info/sct#710824005
* insert By(practitioner, social-worker)
* insert Every(1, 1, a)

Instance: ccm-action-assess-caregiver
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(assess-caregiver, Task, caregiver-support, [[Ask how your caregiver is doing]], [[Preguntar cómo está quien le cuida]])
* insert Says([[If somebody helps you at home, we ask how they are and what would make it easier.]], [[Si alguien le ayuda en casa, le preguntamos cómo está y qué le haría la vida más fácil.]])
* insert By(practitioner, social-worker)
* insert Every(1, 6, mo)

Instance: ccm-action-community-services
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(community-services, Task, community-service, [[Find help near you]], [[Buscar ayuda cerca de usted]])
* insert Says([[Meals, rides, help at home, money for medicines: we find out what you can get and help you apply.]], [[Comidas, transporte, ayuda en casa, dinero para medicamentos: averiguamos qué puede recibir y le ayudamos a pedirlo.]])
* insert By(practitioner, social-worker)
* insert Every(1, 6, mo)

Instance: ccm-action-dementia-services
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(dementia-services, Task, community-service, [[Services for people with memory loss]], [[Servicios para personas con pérdida de memoria]])
* insert Says([[Adult day programs, respite care and support groups. The Alzheimer's Association answers at any hour: 1-800-272-3900.]], [[Centros de día, cuidado de relevo y grupos de apoyo. La Alzheimer's Association contesta a cualquier hora: 1-800-272-3900.]])
* insert By(practitioner, social-worker)
* insert Every(1, 6, mo)

Instance: ccm-action-safety-with-memory-loss
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(safety-with-memory-loss, Task, caregiver-support, [[Safety at home and on the road]], [[Seguridad en casa y en la calle]])
* insert Says([[We talk with you and your family about driving, stove, guns, money, getting lost, and an ID bracelet.]], [[Hablamos con usted y su familia sobre manejar, la estufa, las armas, el dinero, el riesgo de perderse y una pulsera de identificación.]])
* insert By(practitioner, care-manager)
* insert Every(1, 6, mo)

Instance: ccm-action-mood-check
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(mood-check, Task, assessment, [[Mood questions (PHQ-9)]], [[Preguntas sobre el ánimo (PHQ-9)]])
* insert Says([[Nine short questions that show whether you are getting better.]], [[Nueve preguntas cortas que muestran si va mejorando.]])
* code = http://snomed.info/sct#715252007
* insert By(practitioner, care-manager)
* insert Every(1, 1, mo)

Instance: ccm-action-asthma-check
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(asthma-check, Task, assessment, [[Asthma questions (Asthma Control Test)]], [[Preguntas sobre el asma (Prueba de Control del Asma)]])
* insert Says([[Five short questions that show how well your asthma is controlled.]], [[Cinco preguntas cortas que muestran qué tan controlada está su asma.]])
* insert By(practitioner, nurse)
* insert Every(1, 3, mo)

Instance: ccm-action-dentist
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(dentist, ServiceRequest, preventive-care, [[Dental check-up]], [[Revisión dental]])
* insert Says([[Healthy teeth and gums make diabetes easier to control, and matter before and during bone medicines.]], [[Dientes y encías sanos ayudan a controlar la diabetes, y son importantes antes y durante los medicamentos para los huesos.]])
* insert By(practitioner, specialist)
* insert Every(1, 1, a)
